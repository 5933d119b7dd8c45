"""The Study workspace: what the study is, and everything in it as tables that are edited in place."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui import theme
from qda.ui.actions import Actions
from qda.ui.jobs import Jobs
from qda.ui.session import Session
from qda.ui.study.attributes.part import AttributesPart
from qda.ui.study.consent.part import ConsentPart
from qda.ui.study.contents import Contents
from qda.ui.study.feedback_part import FeedbackPart
from qda.ui.study.homes_part import HomesPart
from qda.ui.study.instruments.part import InstrumentsPart
from qda.ui.study.literature.part import LiteraturePart
from qda.ui.study.paired import Paired
from qda.ui.study.parts import GrowingText, OnePart, Quiet, on_paper, resized, scrolling, sheet
from qda.ui.study.people_part import PeoplePart
from qda.ui.study.plan_part import PlanPart
from qda.ui.study.questions_part import QuestionsPart
from qda.ui.study.sources.part import SourcesPart
from qda.ui.study.template_line import TemplateLine
from qda.ui.study.timeline_part import TimelinePart
from qda.ui.theme import STEP, Ink
from qda.ui.working import focusing
from qda.ui.working.unfinished import About, Unfinished


class StudyPage(QWidget):
    """Title and context above; sources, units and cases, participants, questions and the data plan below."""

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._contents = Contents.of(session)
        on_paper(self)
        self.setAccessibleName(_("Study"))
        self.title = Quiet(_("Title of the study"), _("Title of the study"))
        self.context = Quiet(_("Context"), _("The context: the one bounded system in which everything studied lies"))
        self.title.setFont(resized(theme.reading_font(), 1.4, bold=True))
        self.title.kept.connect(lambda words: self._describe(title=words))
        self.context.kept.connect(lambda words: self._describe(context=words))
        Unfinished(session, self.title, lambda: About("study.title", _("title of the study"), ("study", 1)))
        Unfinished(session, self.context, lambda: About("study.context", _("context of the study"), ("study", 1)))
        self.title.ended.connect(self.context.setFocus)
        self.context.ended.connect(self._go_below)
        self.sources = SourcesPart(session, actions, jobs)
        self.homes = HomesPart(session)
        self.people = PeoplePart(session, actions)
        self.consent = ConsentPart(session, actions, jobs)
        self.feedback = FeedbackPart(session, actions)
        told = _("Consent and feedback")
        self.ethics = Paired(told, ((_("Register"), self.consent), (_("Feedback"), self.feedback)))
        self.questions = QuestionsPart(session)
        self.plan = PlanPart(session)
        self.timeline = TimelinePart(session, actions, jobs)
        self.attributes = AttributesPart(session, actions, jobs)
        self.instruments = InstrumentsPart(session, actions, jobs)
        self.literature = LiteraturePart(session, actions, jobs)
        self.templates = TemplateLine(session, self)  # shown at once: without a parent, as a window
        self._parts = (self.sources, self.homes, self.people, self.ethics, self.questions, self.plan, self.timeline,
                       self.attributes, self.instruments, self.literature)  # fmt: skip
        self._counts: tuple[tuple[str, str], ...] = ()
        self._lay_out()
        session.thing_wanted.connect(self.show_thing)
        self._add_actions(actions)
        self.timeline.sources_wanted.connect(lambda: self._show(self.sources))
        self.consent.people_wanted.connect(lambda: self._show(self.people))
        self._contents.changed.connect(self.refresh)
        self.attributes.counted.connect(self.refresh)
        session.closing.connect(self._keep)
        session.ink_changed.connect(self._dress)
        self._dress(session.ink)
        self.refresh()

    def _add_actions(self, actions: Actions) -> None:
        actions.add("study.next_part", _("Next part of the study page"), lambda: self._turn(1), keys="Ctrl+PgDown",
                    menu="&Study", where=self)  # fmt: skip
        actions.add("study.previous_part", _("Previous part of the study page"), lambda: self._turn(-1),
                    keys="Ctrl+PgUp", menu="&Study", where=self)  # fmt: skip
        actions.add("study.attributes", _("Attributes of sources, cases and participants"), self.show_attributes,
                    menu="&Study")  # fmt: skip
        actions.add("study.consent", _("Consent of the participants"), self.show_consent, menu="&Study")
        actions.add("study.feedback", _("Feedback of the participants"), self.show_feedback, menu="&Study")
        actions.add("study.homes", _("Units and cases of the study"), lambda: self._show(self.homes), menu="&Study")
        actions.add("study.participants", _("Participants of the study"), lambda: self._show(self.people),
                    menu="&Study")  # fmt: skip
        actions.add("study.instruments", _("Instruments of the study"), lambda: self._show(self.instruments),
                    menu="&Study")  # fmt: skip
        actions.add("study.timeline", _("Timeline of the study"), lambda: self._show(self.timeline), menu="&Study")
        actions.add(
            "study.literature", _("Literature of the study"), lambda: self._show(self.literature), menu="&Study"
        )

    def _lay_out(self) -> None:
        inner = QWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(inner))
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, STEP * 4, STEP * 6, STEP * 2)
        column.setSpacing(0)
        words = QVBoxLayout()
        words.setContentsMargins(STEP * 5 - 2, 0, 0, STEP * 3)  # the words stand over those below, their frames do not
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.context)
        words.addWidget(self.templates)
        column.addLayout(words)
        body = QVBoxLayout()
        body.setContentsMargins(STEP * 6, 0, 0, 0)
        body.setSpacing(STEP * 3)
        column.addLayout(body, 1)
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(_("Parts of the study"))
        body.addWidget(self.tabs)
        self._stack = OnePart()
        for part in self._parts:
            self.tabs.addTab("")
            self._stack.addWidget(part)
        self.tabs.currentChanged.connect(self._on_turned)
        focusing.follow_clicks(self.tabs, lambda: self._parts[self.tabs.currentIndex()])
        body.addWidget(self._stack, 1)
        self.setFocusProxy(self.sources)

    def _turn(self, way: int) -> None:
        if not self.isVisible():
            self._session.workspace_wanted.emit("study")
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + way) % self.tabs.count())
        focusing.enter(self._parts[self.tabs.currentIndex()])

    def show_attributes(self) -> None:
        """Turn to the attributes."""
        self._show(self.attributes)

    def show_consent(self) -> None:
        """Turn to the consent register."""
        self.ethics.show_page(self.consent)
        self._show(self.ethics)

    def show_feedback(self) -> None:
        """Turn to what was sent to participants, and what came back."""
        self.ethics.show_page(self.feedback)
        self._show(self.ethics)

    def show_thing(self, kind: str, number: int) -> None:
        """Turn to the part in which a thing is listed, and choose it there."""
        listed = {
            "source": (self.sources, None),
            "participant": (self.people, self.people.list.table),
            "instrument": (self.instruments, self.instruments.list.table),
            "data_set": (self.plan, self.plan.list.table),
            "phase": (self.timeline, self.timeline.phases.table),
            "feedback": (self.ethics, self.feedback.list.table),
            "unit": (self.homes, None),
        }
        if kind == "feedback":
            self.ethics.show_page(self.feedback)
        if kind == "literature":
            self._show(self.literature)
            self.literature.show_table()
            self.literature.table.choose(number)
        elif kind in listed:
            part, table = listed[kind]
            self._show(part)
            if table is not None:
                table.choose(number)
                table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, part: QWidget) -> None:
        self._session.workspace_wanted.emit("study")
        self.tabs.setCurrentIndex([*self._parts].index(part))
        focusing.enter(part)

    def _go_below(self) -> None:
        focusing.enter(self._parts[self.tabs.currentIndex()])

    def _on_turned(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        self._stack.updateGeometry()
        self.setFocusProxy(self._parts[number])

    def _keep(self) -> None:
        """What is being typed when the study is closed is kept."""
        for field in self.findChildren(GrowingText):
            field.keep()

    def _dress(self, ink: Ink) -> None:
        self.setStyleSheet(sheet(ink))

    def refresh(self) -> None:
        """Show title, context and counts as they are now."""
        contents = self._contents
        study = contents.study
        self.title.show_words(study.title if study else "")
        self.context.show_words(study.context if study else "")
        writable = self._session.is_open and self._session.project.writable
        self.title.setReadOnly(not writable)
        self.context.setReadOnly(not writable)
        cases = len(contents.case_names())
        self._counts = (
            (_("Sources"), f"{len(contents.sources)}"),
            (_("Units and cases"), f"{len(contents.units)} · {cases}"),
            (_("Participants"), f"{len(contents.people)}"),
            (_("Consent"), ""),
            (_("Questions"), f"{len(study.questions) if study else 0}"),
            (_("Data plan"), ""),
            (_("Timeline"), ""),
            (_("Attributes"), f"{self.attributes.count}"),
            (_("Instruments"), ""),
            (_("Literature"), ""),
        )
        self._name_tabs()
        self._aim()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The counts beside the parts' names give way before a name does."""
        super().resizeEvent(event)
        self._name_tabs()

    def _name_tabs(self) -> None:
        """Where there is too little room the counts give way first, then some of the longer names."""
        short = {_("Units and cases"): _("Cases"), _("Data plan"): _("Plan")}
        for counted, whole in ((True, True), (False, True), (False, False)):
            for number, (name, count) in enumerate(self._counts):
                shown = name if whole else short.get(name, name)
                self.tabs.setTabText(number, f"{shown}  {count}" if counted and count else shown)
                self.tabs.setTabToolTip(number, "" if shown == name else name)
            wanted = sum(self.tabs.tabRect(number).width() for number in range(self.tabs.count()))
            if wanted <= self.width() - STEP * 12:
                return

    def _aim(self) -> None:
        """Whoever comes to a study that has only its file's name so far comes to its title, ready to be typed over."""
        contents, path = self._contents, self._session.path()
        named = contents.study is None or path is None or contents.study.title != path.stem
        if named or contents.sources or contents.units or self.title.isReadOnly():
            self.setFocusProxy(self._parts[self.tabs.currentIndex()])
            if not self.title.hasFocus():
                self.title.moveCursor(QTextCursor.MoveOperation.Start)
            return
        self.setFocusProxy(self.title)
        if not self.title.hasFocus():
            self.title.selectAll()

    def _describe(self, **words: str) -> None:
        from qda.study import service

        def write() -> bool:
            service.describe(self._session.project, **words)
            return True

        if not self._session.act(write):
            self.refresh()  # what was refused gives way to the old words
