"""Distributions whose modules have another name, and those that have the name and are others."""

# import name -> distribution
DISTRIBUTIONS = {
    "Crypto": "pycryptodome",
    "MySQLdb": "mysqlclient",
    "OpenGL": "PyOpenGL",
    "OpenSSL": "pyOpenSSL",
    "PIL": "Pillow",
    "attr": "attrs",
    "bs4": "beautifulsoup4",
    "cairo": "pycairo",
    "cv2": "opencv-python",
    "dateutil": "python-dateutil",
    "docx": "python-docx",
    "dotenv": "python-dotenv",
    "fitz": "PyMuPDF",
    "gi": "PyGObject",
    "git": "GitPython",
    "google.protobuf": "protobuf",
    "jose": "python-jose",
    "jwt": "PyJWT",
    "ldap": "python-ldap",
    "magic": "python-magic",
    "nacl": "PyNaCl",
    "pkg_resources": "setuptools<81",
    "pptx": "python-pptx",
    "psycopg2": "psycopg2-binary",
    "pythoncom": "pywin32",
    "serial": "pyserial",
    "skimage": "scikit-image",
    "sklearn": "scikit-learn",
    "slugify": "python-slugify",
    "snappy": "python-snappy",
    "telegram": "python-telegram-bot",
    "usb": "pyusb",
    "win32api": "pywin32",
    "win32com": "pywin32",
    "wx": "wxPython",
    "xlsxwriter": "XlsxWriter",
    "yaml": "PyYAML",
    "zmq": "pyzmq",
}

# distribution that is installed -> the one that is meant, as a rule.  Each of these names belongs,
# on the package index, to a project of its own that is out of use or has nothing to do with it.
# Sources: python-openxml/python-docx#1230, and what the index says of these projects.
MISTAKEN = {
    "crypto": "pycryptodome",
    "docx": "python-docx",
    "fitz": "PyMuPDF",
    "jwt": "PyJWT",
    "pycrypto": "pycryptodome",
    "serial": "pyserial",
    "slugify": "python-slugify",
}

# Backports to Python 2 of modules that the standard library has.
BACKPORTS = frozenset(
    {
        "argparse",
        "asyncio",
        "configparser",
        "contextvars",
        "dataclasses",
        "enum34",
        "functools32",
        "futures",
        "importlib",
        "ordereddict",
        "pathlib",
        "statistics",
        "typing",
        "uuid",
    }
)
