"""What the doctor's own interpreter runs; it has neither the user's path nor ``site``."""

import sys

if __name__ == "__main__":
    import gc
    import importlib.util

    # He gives one answer; to look for garbage among trees of sources takes longer than parsing.
    gc.disable()

    # By its own path: thence need not be on this interpreter's.
    folder = __file__.rpartition("/")[0].rpartition("/")[0]
    spec = importlib.util.spec_from_file_location(
        "thence", f"{folder}/__init__.py", submodule_search_locations=[folder]
    )
    assert spec is not None
    assert spec.loader is not None
    sys.modules["thence"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules["thence"])

    from thence.doctor.practice import answer

    sys.exit(answer(sys.stdin.buffer, sys.stdout.buffer))
