"""Starts the kernel named "tested", sends it cells, and prints what each of them printed.

The cells come as JSON by standard input; what they printed, or the error, goes out as JSON.
"""

import json
import sys

from jupyter_client.manager import start_new_kernel


def printed_by(client, cell):
    """All that a cell printed; an error as its last line would say."""
    told = []

    def hear(message):
        content = message["content"]
        if message["msg_type"] == "stream" and content["name"] == "stdout":
            told.append(content["text"])
        elif message["msg_type"] == "error":
            told.append(f"{content['ename']}: {content['evalue']}")

    client.execute_interactive(cell, timeout=120, output_hook=hear, allow_stdin=False)
    return "".join(told).replace("\r\n", "\n")


def main():
    manager, client = start_new_kernel(kernel_name="tested", startup_timeout=120)
    try:
        print(json.dumps([printed_by(client, cell) for cell in json.load(sys.stdin)]))
    finally:
        client.stop_channels()
        manager.shutdown_kernel()


main()
