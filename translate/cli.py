"""The command `khabar`: verbs that parse, call, print and return an exit code.

0 done, 1 a problem that the user must mend, 2 usage. Heavy modules are imported by the verb that
needs them, so that `khabar --help` answers at once.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from translate import __version__
from translate.errors import KhabarError, UsageError
from translate.glossary_cli import add_glossary
from translate.models_cli import add_doctor, add_models
from translate.options import add_articles, add_folder, add_json, add_languages, add_verb

if TYPE_CHECKING:
    from translate.options import Verbs

_DESCRIPTION = """\
English news into Urdu, Pashto, Dari and Arabic: offline, glossary-true, reviewed.

  articles/*.md|txt|html  ->  khabar translate  ->  locales/<language>/*.po
  reviewers correct the PO files in Poedit or Weblate, and drop `fuzzy` where they approve
  locales/<language>/*.po ->  khabar publish    ->  build/<language>/*.md|txt|html
"""

_EPILOG = """\
A project is a folder with a khabar.toml; start one with `khabar init DIR`.
Exit codes: 0 done, 1 a problem you must mend, 2 wrong usage.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; the one place where errors become messages."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal that knows no Arabic is no reason to die
            stream.reconfigure(errors="backslashreplace")
    options = _parser().parse_args(argv)
    try:
        code = int(options.verb(options))
        sys.stdout.flush()
        return code
    except UsageError as error:
        return _fail(error, 2, options)
    except KhabarError as error:
        return _fail(error, 1, options)
    except KeyboardInterrupt:
        print("khabar: stopped; what was finished is saved", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever read our output has gone: nothing is left to say, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        problem = (error.strerror or str(error)).lower()
        remedy = "Mend that and run again"
        return _fail(KhabarError(problem, remedy, path=error.filename), 1, options)


def _fail(error: KhabarError, code: int, options: argparse.Namespace) -> int:
    if options.json:
        from translate import answers

        answers.print_answer(answers.problems([error]))
    print(f"khabar: {error}", file=sys.stderr)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="khabar",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"khabar {__version__}")
    add_folder(parser, Path())
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    for add in (_add_init, _add_translate, _add_status, _add_check, _add_publish, _add_preview):
        add(verbs)
    add_glossary(verbs)
    add_models(verbs)
    add_doctor(verbs)
    return parser


def _verb(verbs: Verbs, name: str, short: str, text: str) -> argparse.ArgumentParser:
    parser = add_verb(verbs, name, short, text)
    add_json(parser)
    return parser


def _add_init(verbs: Verbs) -> None:
    parser = _verb(
        verbs,
        "init",
        "start a project",
        "Start a project in DIR: khabar.toml, articles/, locales/ and glossary/terms.csv.\n"
        "Nothing that is there already is changed.\n\n"
        "  khabar init newsroom",
    )
    parser.add_argument("dir", metavar="DIR", type=Path)
    parser.set_defaults(verb=_init)


def _add_translate(verbs: Verbs) -> None:
    parser = _verb(
        verbs,
        "translate",
        "bring the catalogs up to date and draft what is empty",
        "Read the articles, bring locales/<language>/*.po up to date and draft empty entries:\n"
        "from what reviewers approved elsewhere, else by an offline model. Drafts are marked\n"
        "fuzzy; what a reviewer wrote, approved or emptied is never changed.\n\n"
        "  khabar translate                              all articles, all languages\n"
        "  khabar translate articles/border-talks.md     one article\n"
        "  khabar translate --lang ur,ps                 two languages",
    )
    add_articles(parser)
    parser.add_argument(
        "--redraft",
        action="store_true",
        help="make machine drafts anew that no reviewer has touched",
    )
    parser.set_defaults(verb=_translate)


def _add_status(verbs: Verbs) -> None:
    parser = _verb(
        verbs,
        "status",
        "what is reviewed, drafted and missing",
        "Show for each article and language how many segments are reviewed, wait for a\n"
        "reviewer, or are empty; and which model serves each language. Changes nothing.\n\n"
        "  khabar status                     the whole project\n"
        "  khabar status border-talks.md     one article\n"
        "  khabar status --lang ps --json    what machines want to know",
    )
    add_articles(parser)
    parser.set_defaults(verb=_status)


def _add_check(verbs: Verbs) -> None:
    parser = _verb(
        verbs,
        "check",
        "check catalogs, glossary and articles for faults",
        "Check every translation: markup, links, numbers, letters, punctuation, glossary.\n"
        "Errors make the exit code 1, warnings do not. Changes nothing.\n\n"
        "  khabar check --lang ur            before an Urdu edition goes out\n"
        "  khabar check --strict             warnings count as errors",
    )
    add_articles(parser)
    parser.add_argument("--strict", action="store_true", help="let warnings count as errors")
    parser.set_defaults(verb=_check)


def _add_publish(verbs: Verbs) -> None:
    parser = _verb(
        verbs,
        "publish",
        "write the localized articles",
        "Write build/<language>/… with the name and format of each article, and\n"
        "build/manifest.json, which says what was reviewed. What is not fully reviewed is\n"
        "blocked, published as marked machine text, or left in English: khabar.toml decides\n"
        "([publish] unreviewed). An article named here that is blocked makes the exit code 1.\n\n"
        "  khabar publish            what may be published\n"
        "  khabar publish --draft    review copies of everything, in build/drafts/",
    )
    add_articles(parser)
    parser.add_argument("--draft", action="store_true", help="review copies of everything")
    parser.set_defaults(verb=_publish)


def _add_preview(verbs: Verbs) -> None:
    parser = _verb(
        verbs,
        "preview",
        "a page with an article and its translations side by side",
        "Write build/preview/ARTICLE.html: each segment with its translations, their state,\n"
        "origin and open checks. Needs no server.\n\n"
        "  khabar preview border-talks.md    then open build/preview/border-talks.md.html",
    )
    parser.add_argument("articles", nargs=1, metavar="ARTICLE", help="an article")
    add_languages(parser)
    parser.set_defaults(verb=_preview)


# The verbs live in their own module, which is heavy, and so comes in only when one is called.


def _init(options: argparse.Namespace) -> int:
    from translate.verbs import init

    return init(options.folder / options.dir, options.json)


def _translate(options: argparse.Namespace) -> int:
    from translate.scope import Scope
    from translate.verbs import translate_articles

    return translate_articles(Scope.of(options), options.redraft)


def _status(options: argparse.Namespace) -> int:
    from translate.scope import Scope
    from translate.verbs import show_status

    return show_status(Scope.of(options))


def _check(options: argparse.Namespace) -> int:
    from translate.scope import Scope
    from translate.verbs import check_articles

    return check_articles(Scope.of(options), options.strict)


def _publish(options: argparse.Namespace) -> int:
    from translate.scope import Scope
    from translate.verbs import publish_articles

    return publish_articles(Scope.of(options), options.draft)


def _preview(options: argparse.Namespace) -> int:
    from translate.scope import Scope
    from translate.verbs import preview_article

    return preview_article(Scope.of(options), options.articles[0])


if __name__ == "__main__":
    sys.exit(main())
