"""What a bundle is made of: salted leaves, the graph file, the bag that is written."""

from .files import DirectoryTarget, Target, ZipTarget, target
from .graph_file import graph_file
from .leaves import Content, Leaf, Salts, Tree, leaves_file, root_file
from .writer import BagWriter

__all__ = [
    "BagWriter",
    "Content",
    "DirectoryTarget",
    "Leaf",
    "Salts",
    "Target",
    "Tree",
    "ZipTarget",
    "graph_file",
    "leaves_file",
    "root_file",
    "target",
]
