"""A headless Chromium driven over its debugging pipe, for pages that are looked at as a reader would."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from fcntl import F_DUPFD_CLOEXEC, fcntl
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
_FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--no-first-run",
          "--disable-extensions", "--disable-dev-shm-usage", "--hide-scrollbars", "about:blank")  # fmt: skip


class Chromium:
    """One page: `call` for any method of the DevTools protocol, `evaluate` for an expression's value.

    `requests` are the addresses asked for and `problems` what the console complained of, as far as messages came in.
    """

    def __enter__(self) -> Chromium:
        assert CHROMIUM is not None
        self._profile = TemporaryDirectory(ignore_cleanup_errors=True)
        self._number = 0
        self._session: str | None = None
        self._rest = b""
        self.requests: list[str] = []
        self.problems: list[str] = []
        # The browser reads from descriptor 3 and writes to 4; ours are moved up first, lest they be these.
        near = (*os.pipe(), *os.pipe())
        theirs_in, self._out, self._in, theirs_out = (fcntl(one, F_DUPFD_CLOEXEC, 10) for one in near)
        for one in near:
            os.close(one)
        self._process = subprocess.Popen(
            [CHROMIUM, f"--user-data-dir={self._profile.name}", *_FLAGS],
            preexec_fn=lambda: (os.dup2(theirs_in, 3), os.dup2(theirs_out, 4)),
            pass_fds=(3, 4),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        targets = self.call("Target.getTargets")["targetInfos"]
        page = next(one["targetId"] for one in targets if one["type"] == "page")
        self._session = self.call("Target.attachToTarget", targetId=page, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.wait(20)
        os.close(self._in)
        os.close(self._out)
        self._profile.cleanup()

    def call(self, method: str, **parameters: Any) -> Any:
        """The result of a protocol method. Raises `AssertionError` where the browser refuses or is gone."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._receive()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return answer["result"]

    def open(self, path: Path, fragment: str = "") -> None:
        """Loads a file anew and waits until it is there."""
        for address in ("about:blank", path.as_uri() + fragment):
            self.call("Page.navigate", url=address)
            while self.evaluate("location.href + document.readyState") != f"{address}complete":
                time.sleep(0.01)

    def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression; promises are waited for."""
        answer = self.call(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True, userGesture=True
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def size(self, width: int, height: int) -> None:
        """The window, in CSS pixels."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def media(self, **features: str) -> None:
        """Preferences of the reader: `prefers_color_scheme="dark"`."""
        chosen = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.call("Emulation.setEmulatedMedia", features=chosen)

    def press(self, key: str) -> None:
        """A key, as typed."""
        text = {"text": {"Enter": "\r"}.get(key, key)} if len(key) == 1 or key == "Enter" else {}
        codes = {"Enter": 13, "Escape": 27, "Tab": 9}
        same = {"key": key, "windowsVirtualKeyCode": codes.get(key, 0)}
        self.call("Input.dispatchKeyEvent", type="keyDown", **same, **text)
        self.call("Input.dispatchKeyEvent", type="keyUp", **same)

    def _receive(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            piece = os.read(self._in, 1 << 20)
            assert piece, "Chromium is gone"
            self._rest += piece
        raw, _, self._rest = self._rest.partition(b"\0")
        message: dict[str, Any] = json.loads(raw)
        if message.get("method") == "Network.requestWillBeSent":
            self.requests.append(message["params"]["request"]["url"])
        elif message.get("method") == "Log.entryAdded":
            self.problems.append(message["params"]["entry"]["text"])
        elif message.get("method") == "Runtime.exceptionThrown":
            self.problems.append(str(message["params"]["exceptionDetails"]))
        return message
