"""The verbs `khabar models …` and `khabar doctor`, as the command line knows them.

`cli.py` adds them to its own; what they do comes in when one is called.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from translate.options import add_json, add_verb

if TYPE_CHECKING:
    from translate.options import Verbs

_MODELS = """\
Which offline models are here, and how to get others. `khabar models` alone lists them.

  khabar models available          what Argos' list offers for our languages
  khabar models install ur         fetch one, after you have seen the address
  khabar models add FILE           one that you carried here
  khabar models verify             is every file what was installed?

Only `khabar models install` ever opens a network connection.
"""


def add_models(verbs: Verbs) -> None:
    """Add `khabar models` and what follows it."""
    parser = add_verb(verbs, "models", "offline models: list, install, verify, carry", _MODELS)
    add_json(parser)
    parser.set_defaults(verb=_list)
    inner = parser.add_subparsers(title="verbs", metavar="VERB")
    for add in (_add_list, _add_available, _add_install, _add_add):
        add(inner)
    for add in (_add_remove, _add_verify, _add_pack):
        add(inner)


def add_doctor(verbs: Verbs) -> None:
    """Add `khabar doctor`."""
    parser = add_verb(
        verbs,
        "doctor",
        "prove that the set-up works, offline",
        "Prove the set-up: libraries, project, disk; every model loads and translates one\n"
        "sentence; and the whole translate step runs on a small project of its own while the\n"
        "network is forbidden. Changes nothing. Exit code 1 when something must be mended.\n\n"
        "  khabar doctor            say it to people\n"
        "  khabar doctor --json     say it to machines",
    )
    add_json(parser)
    parser.set_defaults(verb=_doctor)


def _inner(verbs: Verbs, name: str, short: str, text: str) -> argparse.ArgumentParser:
    parser = add_verb(verbs, name, short, text)
    add_json(parser, argparse.SUPPRESS)  # or it would undo a --json before the inner verb
    return parser


def _yes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--yes", action="store_true", help="do it without asking")


def _add_list(verbs: Verbs) -> None:
    parser = _inner(
        verbs,
        "list",
        "what is installed, and what serves each language",
        "List the installed models with pair, version, size and licence, and say for each\n"
        "language what would translate it.",
    )
    parser.set_defaults(verb=_list)


def _add_available(verbs: Verbs) -> None:
    parser = _inner(
        verbs,
        "available",
        "what Argos' list offers for our languages",
        "List what this machine's copy of Argos' package list offers from English. Opens no\n"
        "connection; `khabar models install --index` fetches the list.",
    )
    parser.set_defaults(verb=_available)


def _add_install(verbs: Verbs) -> None:
    parser = _inner(
        verbs,
        "install",
        "fetch models from the addresses shown",
        "Fetch models and install them: by language, by name out of Argos' list, or from an\n"
        "address. Shows address and licence and asks before it connects; follows no redirect to\n"
        "another host; goes on where a download was cut off. The checksum is kept, in the project\n"
        "in models.lock, and compared ever after. Without a name: what models.lock pins.\n\n"
        "  khabar models install --index              fetch Argos' list first\n"
        "  khabar models install ur ar                Urdu and Arabic\n"
        "  khabar models install https://host/translate-en_ps-1_0.argosmodel\n"
        "  khabar models install --yes                all that models.lock pins, unasked",
    )
    parser.add_argument(
        "names", nargs="*", metavar="NAME|ADDRESS", help="a language, a package, or an address"
    )
    parser.add_argument("--index", action="store_true", help="fetch Argos' list of packages first")
    _sha256(parser)
    _yes(parser)
    parser.set_defaults(verb=_install)


def _add_add(verbs: Verbs) -> None:
    parser = _inner(
        verbs,
        "add",
        "install models from files on this machine",
        "Install an .argosmodel file, a file made by `khabar models pack`, or a model's folder,\n"
        "with the same checks as `install` and without any network. Asks only where the licence\n"
        "forbids commercial use.\n\n"
        "  khabar models add translate-en_ps-1_0.argosmodel\n"
        "  khabar models add /media/stick/models.khabar",
    )
    parser.add_argument("files", nargs="+", metavar="FILE", type=Path, help="a file or folder")
    _sha256(parser)
    _yes(parser)
    parser.set_defaults(verb=_add)


def _sha256(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--sha256", metavar="HEX", default="", help="what the publisher says the checksum is"
    )


def _add_remove(verbs: Verbs) -> None:
    parser = _inner(
        verbs,
        "remove",
        "remove installed models",
        "Remove models from this machine, after asking, and from the project's models.lock.\n\n"
        "  khabar models remove translate-en_ur-1_9",
    )
    parser.add_argument("names", nargs="+", metavar="NAME", help="as `khabar models` shows it")
    _yes(parser)
    parser.set_defaults(verb=_remove)


def _add_verify(verbs: Verbs) -> None:
    parser = _inner(
        verbs,
        "verify",
        "compare every file with what was installed",
        "Compare every file of the installed models with its size and checksum at installation,\n"
        "and the models with the project's models.lock. Exit code 1 when one is truncated,\n"
        "changed or missing.",
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="all when none is named")
    parser.set_defaults(verb=_verify)


def _add_pack(verbs: Verbs) -> None:
    parser = _inner(
        verbs,
        "pack",
        "put models into one file, to carry to another machine",
        "Write models and their checksums into one file, which `khabar models add` takes on a\n"
        "machine without network. The same models give the same bytes.\n\n"
        "  khabar models pack translate-en_ur translate-en_ar -o models.khabar",
    )
    parser.add_argument("names", nargs="+", metavar="NAME", help="as `khabar models` shows it")
    parser.add_argument(
        "-o", dest="output", metavar="FILE", type=Path, required=True, help="the file"
    )
    parser.set_defaults(verb=_pack)


def _list(options: argparse.Namespace) -> int:
    from translate.models_verbs import show_installed

    return show_installed(options)


def _available(options: argparse.Namespace) -> int:
    from translate.models_verbs import show_available

    return show_available(options)


def _install(options: argparse.Namespace) -> int:
    from translate.models_verbs import install_models

    return install_models(options)


def _add(options: argparse.Namespace) -> int:
    from translate.models_verbs import add_files

    return add_files(options)


def _remove(options: argparse.Namespace) -> int:
    from translate.models_verbs import remove_models

    return remove_models(options)


def _verify(options: argparse.Namespace) -> int:
    from translate.models_verbs import verify_models

    return verify_models(options)


def _pack(options: argparse.Namespace) -> int:
    from translate.models_verbs import pack_models

    return pack_models(options)


def _doctor(options: argparse.Namespace) -> int:
    from translate.models_verbs import doctor

    return doctor(options)
