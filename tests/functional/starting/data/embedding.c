/* A program with an interpreter in it: embedding KIND HOME ROUNDS BEFORE MODULE AFTER

   KIND is "isolated" or "python", HOME the prefix of the standard library. Each round makes an
   interpreter, runs the text BEFORE, imports MODULE from C in a thread of its own, runs the text
   AFTER and ends the interpreter. */

#include <Python.h>
#include <pthread.h>

static PyStatus initialize(const char *kind, const char *home)
{
    PyConfig config;
    if (strcmp(kind, "isolated") == 0)
        PyConfig_InitIsolatedConfig(&config);
    else
        PyConfig_InitPythonConfig(&config);
    config.site_import = strcmp(kind, "isolated") != 0;
    config.write_bytecode = 0;
    PyStatus status = PyConfig_SetBytesString(&config, &config.home, home);
    if (!PyStatus_Exception(status))
        status = Py_InitializeFromConfig(&config);
    PyConfig_Clear(&config);
    return status;
}

static void *import_from_c(void *name)
{
    PyGILState_STATE state = PyGILState_Ensure();
    PyObject *module = PyImport_ImportModule(name);
    if (module == NULL)
        PyErr_Print();
    Py_XDECREF(module);
    PyGILState_Release(state);
    return module;
}

static int run_round(char **texts)
{
    if (PyRun_SimpleString(texts[0]) != 0)
        return 2;
    pthread_t thread;
    void *imported = NULL;
    PyThreadState *own = PyEval_SaveThread();
    pthread_create(&thread, NULL, import_from_c, texts[1]);
    pthread_join(thread, &imported);
    PyEval_RestoreThread(own);
    if (imported == NULL)
        return 3;
    return PyRun_SimpleString(texts[2]) != 0 ? 4 : 0;
}

int main(int argc, char **argv)
{
    if (argc != 7)
        return 1;
    for (int left = atoi(argv[3]); left > 0; left--) {
        PyStatus status = initialize(argv[1], argv[2]);
        if (PyStatus_Exception(status))
            Py_ExitStatusException(status);
        int failed = run_round(argv + 4);
        if (Py_FinalizeEx() < 0)
            return 5;
        if (failed)
            return failed;
    }
    return 0;
}
