"""Several PDFs that Typst made, in one, with all their pages, tags, bookmarks, links and attached files.

Typst could set them in one run, but keeps all that it has laid out until the end of it: some 40 MB for each report of
two pages. A library for any PDF (pypdf) keeps every object: 6 MB for each, in eight times the time, and the tags would
be joined by hand all the same. Here nothing is kept but the file; and a template need know of one report only.
"""

import hashlib
import re
from base64 import b64encode
from itertools import chain
from pathlib import PurePosixPath

from slaapp.documents.pdf_objects import (
    Dictionary,
    Held,
    Ref,
    Stream,
    array,
    number_of,
    read,
    string,
    text_of,
    word,
)
from slaapp.documents.pdf_output import Output, text_string
from slaapp.documents.pdf_part import Part

OF_THE_WHOLE = frozenset({"/Pages", "/StructTreeRoot", "/Outlines", "/Names", "/AF"})
_PAGES = re.compile(rb"(?<=<xmpTPg:NPages>)\d+")

Pairs = list[tuple[bytes, Held]]


def attached_name(name: str, nth: int) -> str:
    """What is attached to the nth of them under a name has this one in the whole: `figures-003.json`."""
    path = PurePosixPath(name)
    return str(path.with_stem(f"{path.stem}-{nth:03}"))


class Joined:
    """Each is added when it is made, and not kept."""

    def __init__(self) -> None:
        self._out = Output()
        self._pages, self._tags, self._document, self._outline = (self._out.new() for _ in range(4))
        self._page_count = self._key = 0
        """`_key` is the next one in the tree of tags."""
        self._page_nodes: list[Held] = []
        self._parts: list[Held] = []
        self._roles: Dictionary = {}
        self._tagged: list[Held] = []
        self._cells: list[Held] = []
        self._bookmarks: list[tuple[Ref, Dictionary]] = []
        self._files: Pairs = []
        self._places: Pairs = []
        self._pictures: dict[bytes, Ref] = {}

    def add(self, pdf: bytes, *, name: str, language: str) -> None:
        """`name` becomes the bookmark that its own ones stand below."""
        part = Part(read(pdf), self._out, nth=len(self._bookmarks) + 1, key=self._key)
        catalog, bookmark = part.catalog, self._out.new()
        tags = part.pdf.dictionary(catalog["/StructTreeRoot"])
        names = part.pdf.dictionary(catalog.get("/Names", {}))
        outline = part.pdf.dictionary(catalog.get("/Outlines", {}))
        tagged = list(part.leaves(tags["/ParentTree"], "/Nums"))
        cells = list(part.leaves(tags.get("/IDTree", {}), "/Names"))
        files = list(part.leaves(names.get("/EmbeddedFiles", {}), "/Names"))
        places = list(part.leaves(names.get("/Dests", {}), "/Names"))
        part.stand_for(catalog["/StructTreeRoot"], self._document)
        if outline:
            part.stand_for(catalog["/Outlines"], bookmark)
        values = (value for _, value in chain(tagged, cells, files, places))
        part.take((catalog["/Pages"], tags["/K"], outline, *values), self._pictures)

        self._take_pages(part)
        self._take_tags(part, tags, {"/T": text_string(name), "/Lang": text_string(language)})
        if tagged:
            self._take_keys(part, tagged)
        if cells:
            pairs = [(part.apart(key), part.moved(value)) for key, value in cells]
            self._cells.append(self._leaf("/Names", pairs[0][0], pairs[-1][0], list(chain.from_iterable(pairs))))
        self._places += [(part.apart(key), part.moved(value)) for key, value in places]
        self._files += [self._file(part, text_of(string(key)), value, name) for key, value in files]
        self._bookmarks.append((bookmark, self._bookmark(part, name, outline)))
        part.write()

    def _take_pages(self, part: Part) -> None:
        self._page_nodes.append(part.change(part.catalog["/Pages"], {"/Parent": self._pages}))
        self._page_count += int(word(part.pdf.dictionary(part.catalog["/Pages"])["/Count"]))

    def _take_tags(self, part: Part, tags: Dictionary, about: Dictionary) -> None:
        """What was a document is a part of one."""
        self._parts += [part.change(kid, {"/S": "/Part", **about}) for kid in array(tags["/K"])]
        self._roles |= part.pdf.dictionary(tags.get("/RoleMap", {}))

    def _take_keys(self, part: Part, tagged: list[tuple[Held, Held]]) -> None:
        keys = [int(word(key)) + self._key for key, _ in tagged]
        pairs = ((str(key), part.moved(value)) for key, (_, value) in zip(keys, tagged, strict=True))
        self._tagged.append(self._leaf("/Nums", str(keys[0]), str(keys[-1]), list(chain.from_iterable(pairs))))
        self._key = keys[-1] + 1

    def _leaf(self, kind: str, first: Held, last: Held, pairs: list[Held]) -> Ref:
        return self._out.add({"/Limits": [first, last], kind: pairs})

    def _file(self, part: Part, key: str, file: Held, name: str) -> tuple[bytes, Held]:
        label = text_string(attached_name(key, part.nth))
        said = text_of(string(part.pdf.dictionary(file).get("/Desc", b"")))
        return label, part.change(file, {"/F": label, "/UF": label, "/Desc": text_string(f"{name}: {said}")})

    def _bookmark(self, part: Part, name: str, outline: Dictionary) -> Dictionary:
        """Folded: the whole is a list of its parts."""
        page = part.first_page()
        top = array(part.pdf.dictionary(page)["/MediaBox"])[3]
        item: Dictionary = {"/Title": text_string(name), "/Parent": self._outline}
        item["/Dest"] = [part.moved(page), "/XYZ", "0", top, "0"]
        if outline:
            item |= {"/First": part.moved(outline["/First"]), "/Last": part.moved(outline["/Last"])}
            item["/Count"] = f"-{word(outline['/Count'])}"
        return item

    def end(self, frame: bytes) -> bytes:
        """The whole. It says of itself what the `frame` does, an otherwise empty PDF by Typst: title, author, language,
        and to which standards it is made."""
        part = Part(read(frame), self._out)
        about = {key: held for key, held in part.catalog.items() if key not in OF_THE_WHOLE}
        info, ids = part.pdf.trailer["/Info"], array(part.pdf.trailer["/ID"])
        instance = b64encode(hashlib.sha256(self._out.so_far()).digest()[:16])
        metadata = number_of(about["/Metadata"])
        held = part.pdf.held[metadata]
        assert isinstance(held, Stream)
        said = _PAGES.sub(b"%d" % self._page_count, held.data).replace(string(ids[1]), instance)
        part.pdf.held[metadata] = Stream(held.head, said)
        part.take((*about.values(), info), self._pictures)
        part.write()

        pages: Dictionary = {"/Type": "/Pages", "/Count": str(self._page_count), "/Kids": self._page_nodes}
        self._out.put(self._pages, pages)
        self._put_tags(about["/Lang"])
        self._put_bookmarks()
        root: Dictionary = {key: part.moved(held) for key, held in about.items()}
        root |= {"/Pages": self._pages, "/StructTreeRoot": self._tags, "/Outlines": self._outline}
        root["/Names"] = {"/EmbeddedFiles": _names(self._files), "/Dests": _names(self._places)}
        root["/AF"] = [file for _, file in self._files]
        return self._out.end({"/Root": self._out.add(root), "/Info": part.moved(info), "/ID": [ids[0], instance]})

    def _put_tags(self, language: Held) -> None:
        document: Dictionary = {"/Type": "/StructElem", "/S": "/Document", "/P": self._tags, "/K": self._parts}
        self._out.put(self._document, document | {"/Lang": language})
        tags: Dictionary = {"/Type": "/StructTreeRoot", "/K": [self._document], "/RoleMap": self._roles}
        tags |= {"/ParentTree": {"/Kids": self._tagged}, "/ParentTreeNextKey": str(self._key)}
        tags["/IDTree"] = {"/Kids": self._cells} if self._cells else {"/Names": []}
        self._out.put(self._tags, tags)

    def _put_bookmarks(self) -> None:
        refs = [ref for ref, _ in self._bookmarks]
        for place, (ref, item) in enumerate(self._bookmarks):
            before: Dictionary = {"/Prev": refs[place - 1]} if place else {}
            after: Dictionary = {"/Next": refs[place + 1]} if place + 1 < len(refs) else {}
            self._out.put(ref, item | before | after)
        outline: Dictionary = {"/Type": "/Outlines", "/First": refs[0], "/Last": refs[-1], "/Count": str(len(refs))}
        self._out.put(self._outline, outline)


def _names(pairs: Pairs) -> Dictionary:
    in_order = sorted(pairs, key=lambda pair: pair[0])
    return {"/Names": list(chain.from_iterable(in_order))}
