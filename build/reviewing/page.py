"""The review in a browser: a page on this machine that does what the terminal does."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from typing import Any

from flask import Flask, abort, redirect, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from onemoon.build.reviewing.card import card, summary
from onemoon.build.reviewing.guard import HEADERS, refusal
from onemoon.mappings.review.choices import linkable
from onemoon.mappings.review.editing import fields_of, kinds, parsed, shown
from onemoon.mappings.review.plain import plain
from onemoon.mappings.review.session import DecisionError, Review

LARGEST_FORM = 1 << 16


def create_review_app(review: Review, everything: bool = False) -> Flask:
    """The application that shows one record's candidates and takes decisions; one request at a time."""
    app = Flask(__name__, static_url_path="/review/static")
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_FORM
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    page = Page(review, everything)
    rules: list[tuple[str, Callable[..., Any], str]] = [
        ("/", page.home, "GET"),
        ("/review", page.show, "GET"),
        ("/review/new", page.new, "GET"),
        ("/review/new", page.add, "POST"),
        ("/review/undo", page.undo, "POST"),
        ("/review/<fact_id>/<step>", page.step, "POST"),
    ]
    for path, view, method in rules:
        app.add_url_rule(path, view.__name__, page.alone(view), methods=[method])
    app.before_request(page.check)
    app.after_request(_with_headers)
    app.register_error_handler(HTTPException, page.failed)
    return app


def _with_headers(response: Response) -> Response:
    response.headers.update(HEADERS)
    return response


class Page:
    """The views over one review; they share its lock and the token that every form carries."""

    def __init__(self, review: Review, everything: bool) -> None:
        """Views of a review, of every unreviewed fact or of the candidates alone."""
        self.review, self.everything = review, everything
        self.token, self._lock, self._notice = secrets.token_urlsafe(24), threading.Lock(), ""

    def alone(self, view: Callable[..., Any]) -> Callable[..., Any]:
        """The view, run while no other one is."""

        def locked(**given: str) -> Any:
            with self._lock:
                return view(**given)

        return locked

    def check(self) -> None:
        """Refuse what does not come from this machine's own page."""
        if reason := refusal(request, self.token):
            abort(403, reason)

    def failed(self, error: HTTPException) -> tuple[str, int]:
        """One sentence for whatever was refused or not found."""
        return render_template("failed.html", message=error.description), error.code or 500

    def home(self) -> Response:
        """To the review."""
        return redirect("/review", 302)

    def show(self) -> str:
        """The candidates, each with its passage, its claim and what can be done with it."""
        notice, self._notice = self._notice, ""
        return self._page(notice)

    def step(self, fact_id: str, step: str) -> Any:
        """Accept, reject, correct or link; then the page again, at the next candidate."""
        steps = {"accept": self._accept, "reject": self._reject, "correct": self._correct, "link": self._link}
        if step not in steps:
            abort(404, "There is no such step.")
        follower = self._after(fact_id)
        try:
            stays = steps[step](fact_id)
        except (DecisionError, ValueError) as error:
            return self._page(str(error), wrong=fact_id), 422
        return redirect(f"/review#fact-{fact_id if stays else follower}", 303)

    def undo(self) -> Response:
        """Take back the last step."""
        taken = self.review.undo()
        self._notice = (
            f"Taken back: {taken.decision} {taken.fact}." if taken else "Nothing was done yet in this session."
        )
        return redirect(f"/review#fact-{taken.fact}" if taken else "/review", 303)

    def new(self, message: str = "") -> str:
        """The form for a fact that the machine missed."""
        kind = request.values.get("kind", "")
        if kind not in kinds():
            abort(404, "There is no such kind of fact.")
        fields = [
            (name, name in fields_of(kind, True), request.form.get(f"field-{name}", "")) for name in fields_of(kind)
        ]
        return render_template("new.html", kind=kind, fields=fields, message=message, **self._common())

    def add(self) -> Any:
        """Add a fact that the machine missed."""
        kind = request.form.get("kind", "")
        try:
            typed = {
                name: parsed(kind, name, request.form.get(f"field-{name}", ""), self.review.text)
                for name in fields_of(kind)
            }
            fields = {"kind": kind, **{name: value for name, value in typed.items() if value is not None}}
            fact_id = self.review.new_id(fields)
            self.review.add(fact_id, fields, _because())
        except (DecisionError, ValueError) as error:
            return self.new(str(error)), 422
        except KeyError:
            abort(404, "There is no such kind of fact.")
        self._notice = f"Added {fact_id}."
        return redirect("/review", 303)

    def _accept(self, fact_id: str) -> bool:
        self.review.accept(fact_id, _because())
        self._notice = f"Accepted {fact_id}."
        return False

    def _reject(self, fact_id: str) -> bool:
        gone = self.review.reject(fact_id, _because())
        self._notice = f"Rejected {fact_id}." + (f" With it went {', '.join(gone)}." if gone else "")
        return False

    def _correct(self, fact_id: str) -> bool:
        fact = self.review.fact(fact_id)
        content, fields = plain(fact), {}
        for name in fields_of(fact.kind):
            typed = request.form.get(f"field-{name}")
            if typed is not None and typed.strip() != shown(content.get(name)):
                fields[name] = parsed(fact.kind, name, typed, self.review.text)
        if not fields:
            raise ValueError("Nothing was changed; accept the fact if it is right as it stands.")
        self.review.correct(fact_id, fields, _because())
        self._notice = f"Corrected {fact_id}: {', '.join(fields)}."
        return False

    def _link(self, fact_id: str) -> bool:
        ref = request.form.get("ref", "")
        to = request.form.get("other", "").strip() or request.form.get("to", "")
        if ref not in linkable(self.review.fact(fact_id)) or not to:
            raise ValueError("Choose what the name means, or give a reference or Q-number.")
        self.review.link(ref, to, _because())
        self._notice = f"Linked {ref} to {to}."
        return True

    def _after(self, fact_id: str) -> str:
        waiting = [fact.id for fact in self.review.pending(self.everything)]
        at = waiting.index(fact_id) if fact_id in waiting else -1
        return next(iter(waiting[at + 1 :] + waiting[:1]), "")

    def _page(self, notice: str = "", wrong: str = "") -> str:
        waiting = self.review.pending(self.everything)
        return render_template(
            "review.html",
            cards=[card(self.review, fact) for fact in waiting],
            lines={fact.id: summary(fact, self.review.names) for fact in waiting},
            forms={
                fact.id: [(name, shown(plain(fact).get(name))) for name in fields_of(fact.kind)] for fact in waiting
            },
            links={fact.id: [(ref, self.review.choices(ref)) for ref in linkable(fact)] for fact in waiting},
            kinds=list(kinds()),
            notice=notice,
            wrong=wrong,
            **self._common(),
        )

    def _common(self) -> dict[str, Any]:
        record = self.review.state.record
        return {
            "document": record.document,
            "decided": len(self.review.state.decisions),
            "path": self.review.path,
            "by": self.review.by,
            "token": self.token,
            "has_text": self.review.text is not None,
        }


def _because() -> str | None:
    return request.form.get("because", "").strip() or None
