"""A debugger's side of a conversation with debugpy: breakpoints in, stops out.

debug_session COMMAND... starts a program that prints the port on which it waits, stops it at
line 2 of wanted/stop_here.py, and prints what it sees there as one line of JSON.
"""

import itertools
import json
import socket
import subprocess
import sys


class Adapter:
    """The protocol that debuggers and editors speak: JSON behind a length."""

    def __init__(self, port):
        self.stream = socket.create_connection(("127.0.0.1", port), timeout=60).makefile("rwb")
        self.numbers = itertools.count(1)
        self.kept = []

    def send(self, command, **arguments):
        """Ask for something; returns the number of the request."""
        number = next(self.numbers)
        message = {"seq": number, "type": "request", "command": command, "arguments": arguments}
        text = json.dumps(message).encode()
        self.stream.write(b"Content-Length: %d\r\n\r\n%s" % (len(text), text))
        self.stream.flush()
        return number

    def receive(self):
        """The next message."""
        length = 0
        while line := self.stream.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        if not length:
            raise EOFError
        return json.loads(self.stream.read(length))

    def wait(self, wanted):
        """The first message that is wanted; the others are kept for later."""
        for message in self.kept:
            if wanted(message):
                self.kept.remove(message)
                return message
        while not wanted(message := self.receive()):
            self.kept.append(message)
        return message

    def event(self, name):
        return self.wait(lambda message: message.get("event") == name).get("body")

    def ask(self, command, **arguments):
        """Ask, and return the answer's body."""
        number = self.send(command, **arguments)
        answer = self.wait(lambda message: message.get("request_seq") == number)
        assert answer["success"], answer
        return answer.get("body")


def frames(adapter, thread):
    """The stack as an editor shows it."""
    stack = adapter.ask("stackTrace", threadId=thread)["stackFrames"]
    return [(frame["name"], frame["source"]["path"], frame["line"]) for frame in stack]


def session(port, file):
    """Stop in an imported module, step once, go on."""
    adapter = Adapter(port)
    adapter.ask("initialize", adapterID="thence", pathFormat="path")
    attached = adapter.send("attach", justMyCode=False)
    adapter.event("initialized")
    places = [{"line": 2}]
    told = adapter.ask("setBreakpoints", source={"path": file}, breakpoints=places)
    adapter.ask("configurationDone")
    adapter.wait(lambda message: message.get("request_seq") == attached)
    stops = [[each["verified"] for each in told["breakpoints"]]]
    for step in ("next", "continue"):
        thread = adapter.event("stopped")["threadId"]
        stops.append(frames(adapter, thread))
        adapter.ask(step, threadId=thread)
    return stops


def main(file, *command):
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        try:
            stops = session(int(program.stdout.readline()), file)
        except BaseException:
            program.kill()  # it would wait for us
            raise
        rest = program.stdout.read()
    print(json.dumps({"stops": stops, "rest": rest, "code": program.returncode}))


main(*sys.argv[1:])
