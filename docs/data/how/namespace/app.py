import sys

sys.path[:] = ["one", "two"]
import foo.bar.baz
