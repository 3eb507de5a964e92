"""Distributions that need the libraries of a display, and their like that do not.

Source: the README of opencv-python ("Packages for server (headless) environments").
"""

HEADLESS = {
    "opencv-contrib-python": "opencv-contrib-python-headless",
    "opencv-python": "opencv-python-headless",
}
