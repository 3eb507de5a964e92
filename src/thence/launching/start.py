"""What the interpreter runs in place of the program, in the namespace of __main__.

It must not import what a plain start would not; ``boot`` takes every trace of it off.
"""

import sys

if __name__ == "__main__":
    # thence itself is loaded eagerly, however lazy the program's imports are (since 3.15).
    lazy_imports = getattr(sys, "get_lazy_imports", str)()
    if lazy_imports:
        sys.set_lazy_imports("normal")  # type: ignore[attr-defined, unused-ignore]

    import _frozen_importlib as importing
    import _frozen_importlib_external as loading

    # By its own path: nothing of sys.path is in order yet, and thence need not be on it.
    folder = __file__.rsplit(loading.path_sep, 2)[0]
    file = folder + loading.path_sep + "__init__.py"
    spec = loading.spec_from_file_location("thence", file, submodule_search_locations=[folder])
    assert spec is not None
    assert spec.loader is not None
    sys.modules["thence"] = importing.module_from_spec(spec)
    spec.loader.exec_module(sys.modules["thence"])

    from thence.launching.boot import Boot

    thence_boot = Boot(globals(), "thence_boot")
    with thence_boot:
        thence_boot.prepare()
        # The one frame below the program's.  arguments() takes the last name away first.
        thence_boot.function(*thence_boot.arguments())
