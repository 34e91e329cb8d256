"""Knowledge as data: rule files, lists, their loader and their linter."""
