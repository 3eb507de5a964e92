import sys

name = None if __spec__ is None else __spec__.name
print([__name__, name, __package__, sys.path[0].rpartition("/")[2]])
