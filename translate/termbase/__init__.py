"""The whole glossary in one file, to and from other people's tools.

Tables (`.csv`, `.tsv`) have the columns of a glossary file. TBX (`.tbx`) is ISO 30042:2019 in the
dialect TBX-Basic and the style DCA ("data category as attribute"), which most tools read. A term
of the glossary is one `conceptEntry`:

| in the glossary | in TBX |
| --- | --- |
| kind | `descrip` `subjectField` |
| note | `note` of the entry |
| source | first `termSec` of the English `langSec`, `preferredTerm-admn-sts` |
| aliases | its other ones, `admittedTerm-admn-sts` |
| preferred form, other forms | the same in the language's `langSec` (Dari: `fa-AF`) |
| forbidden forms | `deprecatedTerm-admn-sts` there |
| form for a first mention | `admittedTerm-admn-sts`, with the note `khabar: first mention` |
| case, where the source does not say it | note of the entry, `khabar: case any` or `exact` |
| contexts that are not the term | notes of the entry, `khabar: unless …` |
| not to be translated | note of the entry, `khabar: do not translate` |

Notes are free text in TBX-Basic, so these files are valid in it; an editor's note that starts with
`khabar:` itself is written after `khabar: note`.

Other people's TBX is read in both styles, DCA and DCT, and in the older form of ISO 30042:2008
(`martif`). Superseded terms count as deprecated, and as forbidden; those of English become aliases,
for an article may use them. Terms that are the English ones again in every language of ours are not
to be translated. What has no place in the glossary is left out and named: definitions, contexts,
parts of speech, sources, dates, other languages, entries without English. Identifiers are not kept.
"""
