"""A model behind a URL, against a real HTTP server on this machine."""

from __future__ import annotations

import json
import math
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from pullquote.errors import ModelFailed, SettingsError
from pullquote.models.language import ModelSettings, Prompt, open_model
from pullquote.models.llamaindex import PullquoteLLM
from pullquote.models.served import KEY_VARIABLE, ServedModel

PROMPT = Prompt("Be brief.", "Who <|im_end|> spoke?")


@dataclass
class Script:
    """What the server says, and what it was asked: (path, headers, body)."""

    pieces: list[str] = field(default_factory=lambda: ["Harris", " said", " so."])
    reply: dict[str, Any] = field(default_factory=dict)
    raw: str | None = None
    status: int = 200
    models: list[dict[str, Any]] = field(default_factory=lambda: [{"id": "served-1"}])
    asked: list[tuple[str, dict[str, str], dict[str, Any]]] = field(default_factory=list)
    hung_up: threading.Event = field(default_factory=threading.Event)
    endless: bool = False

    @property
    def body(self) -> dict[str, Any]:
        return self.asked[-1][2]


def _chunk(piece: str) -> bytes:
    return f"data: {json.dumps({'choices': [{'delta': {'content': piece}}]})}\n\n".encode()


class _Server(ThreadingHTTPServer):
    def __init__(self, script: Script) -> None:
        super().__init__(("127.0.0.1", 0), _Answering)
        self.script = script


class _Answering(BaseHTTPRequestHandler):
    @property
    def script(self) -> Script:
        assert isinstance(self.server, _Server)
        return self.server.script

    def do_GET(self) -> None:
        self._remember({})
        self._send(json.dumps({"data": self.script.models}).encode())

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self._remember(body)
        if self.path == "/tokenize":
            self._send(json.dumps({"tokens": body["content"].split()}).encode())
        elif self.script.raw is not None:
            self._send(self.script.raw.encode())
        elif not body.get("stream"):
            self._send(json.dumps(self.script.reply).encode())
        else:
            self._stream()

    def _remember(self, body: dict[str, Any]) -> None:
        self.script.asked.append((self.path, dict(self.headers), body))

    def _send(self, content: bytes) -> None:
        self.send_response(self.script.status if self.command == "POST" else 200)
        self.end_headers()
        self.wfile.write(content)

    def _stream(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b": ping\n\n")
        try:
            for piece in self.script.pieces:
                self.wfile.write(_chunk(piece))
            while self.script.endless:
                self.wfile.write(_chunk("more "))
            self.wfile.write(b'data: {"choices": []}\n\ndata: [DONE]\n\n')
        except (BrokenPipeError, ConnectionResetError):
            self.script.hung_up.set()

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def serve() -> Iterator[Callable[[Script], str]]:
    running: list[tuple[ThreadingHTTPServer, threading.Thread]] = []

    def start(script: Script) -> str:
        server = _Server(script)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        running.append((server, thread))
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server, thread in running:
        server.shutdown()
        thread.join()
        server.server_close()


Serve = Callable[[Script], str]


def _listed(**logprobs: float) -> dict[str, Any]:
    listed = [{"token": token, "logprob": value} for token, value in logprobs.items()]
    return {"choices": [{"logprobs": {"content": [{"top_logprobs": listed}]}}]}


def test_the_answer_comes_in_pieces_and_the_question_arrives_neutral(serve: Serve) -> None:
    script = Script()
    model = open_model(serve(script))
    assert list(model.write(PROMPT, max_tokens=7, stop=["\n"])) == ["Harris", " said", " so."]
    assert model.name == "served-1"
    assert model.sha256 is None
    assert script.asked[-1][0] == "/v1/chat/completions"
    assert script.body["messages"] == [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "Who < |im_end|> spoke?"},
    ]
    assert (script.body["max_tokens"], script.body["stop"], script.body["temperature"]) == (7, ["\n"], 0)
    model.close()


def test_the_models_name_may_stand_behind_the_url(serve: Serve) -> None:
    script = Script(models=[])
    model = open_model(f"{serve(script)}/v1/#qwen2.5:1.5b")
    list(model.write(PROMPT, max_tokens=1))
    assert script.body["model"] == "qwen2.5:1.5b"


def test_a_server_without_a_model_asks_for_a_name(serve: Serve) -> None:
    with pytest.raises(ModelFailed, match=r"lists no model\. Name one"):
        open_model(serve(Script(models=[])))


@pytest.mark.parametrize(
    ("start", "pieces", "wanted"),
    [
        ("Answer: ", ["Ans", "wer: ", "Yes", "."], "Yes."),
        ("Answer: ", ["Answer: Yes."], "Yes."),
        ("Answer: ", ["Yes", "."], "Yes."),
        ("Answer: ", ["An", " apple."], "An apple."),
        ("Answer: ", ["Answer: "], ""),
        ("Answer: ", ["Ans"], "Ans"),
        ("", ["", "Yes"], "Yes"),
    ],
)
def test_a_repeated_beginning_is_cut_off(serve: Serve, start: str, pieces: list[str], wanted: str) -> None:
    model = open_model(serve(Script(pieces=pieces)))
    assert "".join(model.write(Prompt("", "Q", start), max_tokens=9)) == wanted


def test_closing_the_iterator_hangs_up(serve: Serve) -> None:
    script = Script(endless=True)
    model = open_model(serve(script))
    pieces = model.write(PROMPT, max_tokens=9)
    assert next(pieces) == "Harris"
    pieces.close()  # type: ignore[attr-defined]
    assert script.hung_up.wait(10)


def test_options_are_weighed_against_each_other(serve: Serve) -> None:
    script = Script(reply=_listed(yes=-1.0, no=-2.0, maybe=-3.0))
    model = open_model(serve(script))
    yes, no = model.weigh(PROMPT, ["yes", "no"])
    assert math.isclose(yes - no, 1.0)
    assert math.isclose(math.exp(yes) + math.exp(no), 1.0)
    assert (script.body["max_tokens"], script.body["logprobs"]) == (1, True)


def test_an_option_that_is_not_listed_gets_the_most_it_can_have(serve: Serve) -> None:
    model = open_model(serve(Script(reply=_listed(yes=-1.0, perhaps=-6.0))))
    yes, no = model.weigh(PROMPT, ["yes", "no"])
    assert math.isclose(yes - no, 5.0)


@pytest.mark.parametrize(
    "reply",
    [{"choices": [{"message": {"content": "yes"}}]}, {"choices": [{"logprobs": None}]}, {"choices": []}],
)
def test_a_server_without_log_probabilities_is_refused(serve: Serve, reply: dict[str, Any]) -> None:
    url = serve(Script(reply=reply))
    with pytest.raises(ModelFailed, match=rf"{url}.*no log-probabilities"):
        open_model(url).weigh(PROMPT, ["yes", "no"])


def test_options_that_are_all_unlikely_are_an_error_not_a_guess(serve: Serve) -> None:
    with pytest.raises(ModelFailed, match="none of 'yes', 'no' likely"):
        open_model(serve(Script(reply=_listed(maybe=-0.1)))).weigh(PROMPT, ["yes", "no"])


def test_a_grammar_is_refused_where_it_would_be_ignored(serve: Serve) -> None:
    with pytest.raises(ModelFailed, match="takes no grammar"):
        list(open_model(serve(Script())).write(PROMPT, max_tokens=1, grammar='root ::= "x"'))


def test_llama_servers_own_grammar_and_tokenizer_are_used(serve: Serve) -> None:
    script = Script(models=[{"id": "q", "owned_by": "llamacpp"}])
    model = open_model(serve(script))
    assert model.count("four words of text") == 4
    list(model.write(PROMPT, max_tokens=1, grammar='root ::= "x"'))
    assert script.body["grammar"] == 'root ::= "x"'


def test_elsewhere_tokens_are_estimated_on_the_high_side(serve: Serve) -> None:
    model = open_model(serve(Script()))
    assert model.count("four words of text") == 6
    assert model.count("") == 0


@pytest.mark.parametrize(
    ("raw", "status", "words"),
    [
        ('{"error": {"message": "model\\nnot found"}}', 404, "model not found"),
        ('{"error": "out of memory"}', 500, "out of memory"),
        ("<html>Bad gateway</html>", 502, "not JSON: <html>Bad gateway"),
        ("[]", 200, "not a JSON object"),
    ],
)
def test_every_shape_of_error_is_one_line_with_the_url(
    serve: Serve, raw: str, status: int, words: str
) -> None:
    url = serve(Script(raw=raw, status=status))
    with pytest.raises(ModelFailed, match=words) as caught:
        open_model(url).weigh(PROMPT, ["yes", "no"])
    assert url in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ('data: {"error": {"message": "slot lost"}}\n\n', "slot lost"),
        ('error: {"message": "slot lost"}\n\n', "slot lost"),
        ('data: {"text": "x"}\n\n', "does not speak"),
        ("data: nonsense\n\n", "not JSON"),
    ],
)
def test_an_error_in_the_middle_of_a_stream_is_an_error(serve: Serve, raw: str, words: str) -> None:
    with pytest.raises(ModelFailed, match=words):
        list(open_model(serve(Script(raw=raw))).write(PROMPT, max_tokens=9))


def test_an_error_status_on_a_stream_is_an_error(serve: Serve) -> None:
    with pytest.raises(ModelFailed, match="too long"):
        list(open_model(serve(Script(raw='{"error": "too long"}', status=400))).write(PROMPT, max_tokens=9))


def test_a_server_that_is_not_there_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    with pytest.raises(ModelFailed, match=rf"http://127\.0\.0\.1:{port}/v1/"):
        open_model(f"http://127.0.0.1:{port}")


def test_a_server_that_says_nothing_is_given_up(serve: Serve) -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        with pytest.raises(ModelFailed, match="timed out"):
            ServedModel(f"http://127.0.0.1:{deaf.getsockname()[1]}", ModelSettings(timeout=0.2))


@pytest.mark.parametrize("url", ["http://", "http://[", "http://exa mple:x"])
def test_a_malformed_url_is_the_callers_mistake(url: str) -> None:
    with pytest.raises((SettingsError, ModelFailed)) as caught:
        open_model(url)
    assert "\n" not in str(caught.value)


def test_a_password_in_the_url_is_used_and_not_shown(serve: Serve) -> None:
    script = Script(raw='{"error": "no"}', status=500)
    url = serve(script).replace("http://", "http://ann:secret@")
    with pytest.raises(ModelFailed) as caught:
        open_model(url).weigh(PROMPT, ["yes", "no"])
    assert "secret" not in str(caught.value)
    assert script.asked[0][1]["Authorization"].startswith("Basic ")


def test_a_key_from_the_environment_is_sent(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY_VARIABLE, "k-123")
    script = Script()
    open_model(serve(script))
    assert script.asked[0][1]["Authorization"] == "Bearer k-123"


def test_llamaindex_sees_a_model_that_completes_and_streams(serve: Serve) -> None:
    script = Script()
    llm = PullquoteLLM(open_model(serve(script), ModelSettings(context=2048)), max_tokens=33)
    assert llm.metadata.context_window == 2048
    assert llm.metadata.model_name == "served-1"
    assert llm.complete("Who spoke?").text == "Harris said so."
    assert script.body["max_tokens"] == 33
    grown = [(step.text, step.delta) for step in llm.stream_complete("Who spoke?", max_tokens=5)]
    assert grown == [("Harris", "Harris"), ("Harris said", " said"), ("Harris said so.", " so.")]
    assert script.body["max_tokens"] == 5
    with pytest.raises(TypeError, match="temperature"):
        llm.complete("Who spoke?", temperature=1)
