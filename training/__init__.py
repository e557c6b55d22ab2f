"""The recipe of Khabar's compact model, from parallel text to packages that `khabar models` takes.

Not part of the installed package. Run it with `python -m training CONFIG.toml`; see README.md.
"""
