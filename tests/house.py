"""Ways to look for something in source code; each gives a sentence part for every place where it is found."""

import ast
import re
from collections.abc import Callable, Iterator

Finder = Callable[[ast.Module], Iterator[str]]


def uses(*names: str) -> Finder:
    """Any mention of these names: bare, as an attribute, or imported."""

    def find(tree: ast.Module) -> Iterator[str]:
        for node in ast.walk(tree):
            match node:
                case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name) if name in names:
                    yield f"line {node.lineno}: {name}"

    return find


def calls(*names: str) -> Finder:
    """Calls of these functions by their bare name, such as `open(…)`, or by the end of a dotted one, such as `x.tr(…)`.

    `.tr` means the dotted form alone, `open` the bare one.
    """

    def find(tree: ast.Module) -> Iterator[str]:
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Name(id=name)) if name in names:
                    yield f"line {node.lineno}: {name}()"
                case ast.Call(func=ast.Attribute(attr=name)) if f".{name}" in names:
                    yield f"line {node.lineno}: .{name}()"

    return find


def imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and full name of every module or object that is imported."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, alias.name) for alias in names)
            case ast.ImportFrom(module=str(module), names=names):
                yield from ((node.lineno, f"{module}.{alias.name}") for alias in names)


def within(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def imports(*packages: str) -> Finder:
    """Imports of these modules or of anything in them."""

    def find(tree: ast.Module) -> Iterator[str]:
        yield from (f"line {line}: imports {name}" for line, name in imported(tree) if within(name, packages))

    return find


def imports_beyond(*packages: str) -> Finder:
    """Imports of anything but these modules and what is in them."""

    def find(tree: ast.Module) -> Iterator[str]:
        yield from (f"line {line}: imports {name}" for line, name in imported(tree) if not within(name, packages))

    return find


def strings(tree: ast.AST) -> Iterator[ast.Constant]:
    """Every text in the code, docstrings excepted."""
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node


def writes(pattern: str) -> Finder:
    """Texts in the code in which the pattern is found."""

    def find(tree: ast.Module) -> Iterator[str]:
        for node in strings(tree):
            if re.search(pattern, str(node.value)):
                yield f"line {node.lineno}: {node.value!r}"

    return find


def says(pattern: str, *speakers: str) -> Finder:
    """Texts handed to one of these functions in which the pattern is found."""

    def find(tree: ast.Module) -> Iterator[str]:
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and re.fullmatch("|".join(speakers), node.func.id)
            ):
                for text in (text for argument in node.args for text in strings(argument)):
                    if re.search(pattern, str(text.value)):
                        yield f"line {text.lineno}: {text.value!r}"

    return find


def classes(pattern: str) -> Finder:
    """Classes with such a name."""

    def find(tree: ast.Module) -> Iterator[str]:
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and re.search(pattern, node.name):
                yield f"line {node.lineno}: class {node.name}"

    return find


def either(*finders: Finder) -> Finder:
    def find(tree: ast.Module) -> Iterator[str]:
        for finder in finders:
            yield from finder(tree)

    return find
