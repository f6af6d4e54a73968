"""What is wrong with how a PDF is tagged, bookmarked and put together: read by qpdf, which knows nothing of us."""

import base64
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_STANDARD = re.compile(
    "/(Document|Part|Sect|Div|H[1-6]|P|LI?|Lbl|LBody|TOCI?|Table|T[RHD]|THead|TBody|TFoot|Span|Link|Reference|Note|Figure)"
)


def faults(path: Path) -> list[str]:
    return list(_Document(path).faults())


class _Document:
    def __init__(self, path: Path) -> None:
        asked = ["qpdf", "--json=2", "--json-stream-data=inline", "--decode-level=generalized", path]
        told = json.loads(subprocess.run(asked, capture_output=True, check=True).stdout)
        self._objects: dict[str, Any] = told["qpdf"][1]
        self.catalog = self.at(self._objects["trailer"]["value"]["/Root"])
        self.tags = self.at(self.catalog["/StructTreeRoot"])
        self.elements: dict[str, Any] = {}

    def at(self, held: Any) -> Any:
        while isinstance(held, str) and re.fullmatch(r"\d+ 0 R", held):
            found = self._objects[f"obj:{held}"]
            held = found["stream"]["dict"] if "stream" in found else found["value"]
        return held

    def content(self, held: Any) -> bytes:
        refs = held if isinstance(held, list) else [held]
        return b"\n".join(base64.b64decode(self._objects[f"obj:{ref}"]["stream"]["data"]) for ref in refs)

    def leaves(self, tree: Any, kind: str) -> Iterator[tuple[Any, Any]]:
        node = self.at(tree)
        pairs = list(zip(node.get(kind, [])[::2], node.get(kind, [])[1::2], strict=True))
        for kid in node.get("/Kids", []):
            inner = list(self.leaves(kid, kind))
            assert self.at(kid)["/Limits"] == [inner[0][0], inner[-1][0]]
            pairs += inner
        yield from pairs

    def faults(self) -> Iterator[str]:
        yield from self._of_the_whole()
        yield from self._of_elements(self.catalog["/StructTreeRoot"], self.tags["/K"])
        yield from self._of_pages()
        yield from self._of_names()
        yield from self._of_bookmarks(self.catalog["/Outlines"])

    def _of_the_whole(self) -> Iterator[str]:
        if not (self.catalog["/MarkInfo"]["/Marked"] and self.catalog["/ViewerPreferences"]["/DisplayDocTitle"]):
            yield "not said to be tagged, or its title not shown"
        if not self.catalog.get("/Lang") or not self.catalog.get("/OutputIntents"):
            yield "no language or no colours"
        for name, found in self._objects.items():
            value = found["stream"]["dict"] if "stream" in found else found["value"]
            missing = set(re.findall(r'"(\d+ 0 R)"', json.dumps(value))) - {key[4:] for key in self._objects}
            if missing:
                yield f"{name} needs {missing}"

    def _of_elements(self, parent: str, kids: Any) -> Iterator[str]:
        for ref in kids if isinstance(kids, list) else [kids]:
            if not isinstance(ref, str):
                continue
            element = self.at(ref)
            self.elements[ref] = element
            if element["/P"] != parent:
                yield f"{ref} has another parent than {parent}"
            kind = element["/S"]
            if not _STANDARD.fullmatch(self.tags.get("/RoleMap", {}).get(kind, kind)):
                yield f"{ref} is a {kind}"
            yield from self._of_elements(ref, element.get("/K", []))

    def pages(self, node: Any, parent: str | None = None) -> Iterator[tuple[str, Any]]:
        held = self.at(node)
        assert held.get("/Parent") == parent
        if held["/Type"] == "/Page":
            yield node, held
            return
        found = [page for kid in held["/Kids"] for page in self.pages(kid, node)]
        assert len(found) == held["/Count"]
        yield from found

    def _of_pages(self) -> Iterator[str]:
        entries = list(self.leaves(self.tags["/ParentTree"], "/Nums"))
        keys = [key for key, _ in entries]
        if keys != sorted(set(keys)) or self.tags["/ParentTreeNextKey"] <= keys[-1]:
            yield "the tree of tags is out of order"
        tree, used = dict(entries), list[int]()
        for ref, page in self.pages(self.catalog["/Pages"]):
            used.append(page["/StructParents"])
            owners = self.at(tree[page["/StructParents"]])
            for marked in sorted(
                {int(found) for found in re.findall(rb"/MCID (\d+)", self.content(page["/Contents"]))}
            ):
                owner = self.elements.get(owners[marked])
                if owner is None or marked not in owner["/K"] or owner["/Pg"] != ref:
                    yield f"{marked} of page {ref} belongs to nothing"
            for annotation in page.get("/Annots", []):
                used.append(self.at(annotation)["/StructParent"])
                owner = self.elements[tree[used[-1]]]
                if annotation not in [kid.get("/Obj") for kid in owner["/K"] if isinstance(kid, dict)]:
                    yield f"link {annotation} belongs to nothing"
        if sorted(used) != keys:
            yield "entries of the tree of tags belong to no page, or to several"

    def _of_names(self) -> Iterator[str]:
        names = self.at(self.catalog["/Names"])
        files = list(self.leaves(names["/EmbeddedFiles"], "/Names"))
        if [name for name, _ in files] != sorted({name for name, _ in files}):
            yield "attached files are out of order"
        if {ref for _, ref in files} != set(self.catalog["/AF"]):
            yield "not each attached file belongs to the document"
        if any(not name == self.at(file)["/F"] == self.at(file)["/UF"] for name, file in files):
            yield "an attached file is called otherwise than it is listed"
        cells = list(self.leaves(self.tags.get("/IDTree", {}), "/Names"))
        known = sorted((element["/ID"], ref) for ref, element in self.elements.items() if "/ID" in element)
        if cells != known or len({name for name, _ in known}) < len(known):
            yield "cells are called alike, or are not listed"
        asked = re.findall(r'"/Headers": \[([^\]]+)\]', json.dumps(list(self.elements.values())))
        if {name for held in asked for name in json.loads(f"[{held}]")} - {name for name, _ in known}:
            yield "a cell names a head that there is not"
        places = {name for name, _ in self.leaves(names.get("/Dests", {}), "/Names")}
        links = [self.at(link) for _, page in self.pages(self.catalog["/Pages"]) for link in page.get("/Annots", [])]
        if {str(link["/Dest"]) for link in links if str(link.get("/Dest", "")).startswith(("u:", "b:"))} - places:
            yield "a link leads nowhere"

    def _of_bookmarks(self, parent: str) -> Iterator[str]:
        held, before = self.at(parent), None
        ref = held.get("/First")
        while ref is not None:
            item = self.at(ref)
            if item["/Parent"] != parent or item.get("/Prev") != before or not item["/Title"]:
                yield f"bookmark {ref} is out of its place"
            yield from self._of_bookmarks(ref)
            before, ref = ref, item.get("/Next")
        if held.get("/Last") != before:
            yield f"the bookmarks of {parent} end elsewhere"
