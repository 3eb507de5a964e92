"""``with thence.trace()`` in a program that runs already."""

from thence.tracing import load


def test_what_is_imported_within_is_recorded_and_nothing_else(tracer):
    program = """
        import fractions
        with thence.trace() as t:
            import colorsys, fractions
        import decimal
        print([each.fullname for each in t.recording.imports()])
        print(t.path, [process.how for process in t.recording.processes])
        print(t.recording is t.recording)
    """

    assert tracer.run_tracing(program) == ["['colorsys']", "None ['traced']", "True"]


def test_the_process_is_as_it_was_afterwards(tracer):
    program = """
        import sys, importlib.machinery
        before = os._exit, os.execv, sys.meta_path[:], sys.path_hooks[:]
        files = set(os.listdir(os.environ["TMPDIR"]))
        with thence.trace() as t:
            assert set(os.listdir(os.environ["TMPDIR"])) != files
            import colorsys
        t.recording
        print(before == (os._exit, os.execv, sys.meta_path, sys.path_hooks))
        print(set(os.listdir(os.environ["TMPDIR"])) == files)
    """
    tracer.env["TMPDIR"] = str(tracer.folder)

    assert tracer.run_tracing(program) == ["True", "True"]


def test_a_file_that_was_named_is_kept_and_an_older_one_too(tracer):
    program = f"""
        with thence.trace({str(tracer.file)!r}) as t:
            import colorsys
        print(t.path)
        try:
            thence.trace({str(tracer.file)!r}).__enter__()
        except FileExistsError as error:
            print("there is one")
    """

    assert tracer.run_tracing(program) == [str(tracer.file), "there is one"]
    (process,) = load(tracer.file).processes
    assert [each.fullname for each in process.imports()] == ["colorsys"]
    assert process.ended == "stopped"


def test_a_fork_goes_on_recording(tracer):
    program = """
        with thence.trace() as t:
            child = os.fork()
            if not child:
                import colorsys
                os._exit(0)
            os.waitpid(child, 0)
        for each in t.recording.processes:
            print(each.how, each.ended, len(list(each.imports())))
    """

    assert tracer.run_tracing(program) == ["traced stopped 0", "forked _exit 1"]


def test_it_may_begin_within_an_import(tracer):
    program = """
        import within
        print([(each.fullname, each.outcome.value) for each in within.t.recording.imports()])
    """
    tracer.write("within.py", "import thence\nt = thence.trace()\nwith t:\n    import colorsys")

    assert tracer.run_tracing(program) == ["[('colorsys', 'loaded')]"]


def test_two_at_once_do_not_hinder_each_other(tracer):
    program = """
        with thence.trace() as outer:
            import colorsys
            with thence.trace() as inner:
                import fractions
            import sched
        names = [{each.fullname for each in t.recording.imports()} for t in (outer, inner)]
        print("colorsys" in names[0], "sched" in names[0], "fractions" in names[0] & names[1])
        print("sched" in names[1])
    """

    assert tracer.run_tracing(program) == ["True True True", "False"]


def test_it_records_once_and_refuses_what_it_cannot_measure(tracer):
    program = """
        with thence.trace() as t:
            pass
        for wrong in (t.__enter__, lambda: thence.trace(memory="all")):
            try:
                wrong()
            except (RuntimeError, ValueError) as error:
                print(error)
    """

    assert tracer.run_tracing(program) == [
        "a trace records once: make another one by thence.trace()",
        "memory is one of rss, tracemalloc, not 'all'",
    ]
