"""The tree of ``explain`` at a terminal."""

from __future__ import annotations

from rich.text import Text
from rich.tree import Tree

from dateline.explain import Node

STYLES = {"rule": "cyan", "because": "dim", "by": "dim", "rival": "magenta", "abstained": "yellow", "damage": "red"}


def tree(node: Node) -> Tree:
    """The node and all beneath it as rich prints them, each with the characters it stands on."""
    grown = Tree(_line(node), guide_style="dim", highlight=False)
    _grow(grown, node.children)
    return grown


def _grow(branch: Tree, children: tuple[Node, ...]) -> None:
    for child in children:
        _grow(branch.add(_line(child)), child.children)


def _line(node: Node) -> Text:
    label = Text(node.label, style=STYLES.get(node.label, "bold" if node.children else ""))
    line = Text(" ").join(part for part in (label, Text(node.text)) if part)
    return line.append(f"  {node.span.start}:{node.span.end}" if node.span else "", "dim")
