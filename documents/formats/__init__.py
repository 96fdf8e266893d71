"""Readers by format: bytes of a Word, Excel, PDF or HTML file → the text that is read, and where in the file it stood.

Each module is imported when the first file of its format is read, never at the start: their libraries take time.
"""
