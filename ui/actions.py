"""Every action of the window in one table: its name, what it says, its icon, its keys, its menu and where it works.

Menus, shortcuts, the palette, the sheet of all keys and the page of settings are made from it.
"""

from enum import Enum
from typing import NamedTuple


class Where(Enum):
    """Where an action's keys work; the value is what the sheet of all keys calls it."""

    ANYWHERE = "Anywhere"
    GO = "Go to"
    LIST = "List"
    TICKET = "Ticket, in the list too"
    PAGE = "Ticket page"
    LOG = "Log ticket"
    WHY = "Why?"
    REPORT = "Report"
    CUSTOMERS = "Customers"
    AGREEMENTS = "Agreements"
    REVIEW = "Review"
    HOURS = "Business hours"
    DASHBOARD = "Dashboard"
    WALLBOARD = "Wallboard"


class Act(NamedTuple):
    """`keys` as Qt writes them, the one to be shown first; an empty `menu` leaves the action out of the menus.

    The keys of what is `fixed` are the page's own, shown as they stand here and never changed; `after` names the
    action that comes before them.
    """

    name: str
    text: str
    keys: tuple[str, ...] = ()
    menu: str = ""
    icon: str = "command"
    where: Where = Where.ANYWHERE
    fixed: bool = False
    after: str = ""

    @property
    def of_window(self) -> bool:
        """Whether it does not matter which page is seen."""
        return self.where in (Where.ANYWHERE, Where.GO)


def _fixed(where: Where, name: str, keys: str, text: str, after: str = "") -> Act:
    return Act(name, text, (keys,), where=where, fixed=True, after=after)


_ANYWHERE = (
    Act("log", "Log ticket", ("N", "Ctrl+N"), "File", "plus"),
    Act("log_mail", "Log a saved e-mail…", (), "File", "mail"),
    Act("log_from_template", "Log from template…", ("Ctrl+Shift+N",), "File", "layout-template"),
    Act("slip_enter", "Enter a paper slip…", (), "File", "notebook-pen"),
    Act("slips_print", "Print paper slips…", (), "File", "printer"),
    Act("import", "Import…", (), "File", "upload"),
    Act("print", "Print…", ("Ctrl+P",), "File", "printer"),
    Act("reports_all", "All customers’ reports…", (), "File", "chart-column"),
    Act("customer_add", "Add a customer", (), "File", "user-plus"),
    Act("customer_import", "Import contacts…", (), "File", "upload"),
    Act("customer_export", "Export contacts…", (), "File", "download"),
    Act("customer_language", "Language of a customer’s reports", icon="file-text"),
    Act("customer_merge", "Merge customers…", (), "Tools", "users"),
    Act("agreement_import", "Take an agreement from a file…", (), "File", "upload"),
    Act("agreement_export", "Save the agreement as a file…", (), "File", "download"),
    Act("quit", "Quit", ("Ctrl+Q",), "File", "x"),
    Act("undo", "Undo", ("Ctrl+Z",), "Edit", "undo-2"),
    Act("redo", "Redo", ("Ctrl+Y", "Ctrl+Shift+Z"), "Edit", "redo-2"),
    Act("palette", "Commands…", ("Ctrl+K",), "Edit", "command"),
    Act("search", "Search everything", ("Ctrl+F",), "Edit", "search"),
    Act("filter", "Filter this list", ("/",), "Edit", "list-filter"),
    Act("recalculate", "Read everything again", ("F5",), "Edit", "rotate-ccw-clock"),
    Act("sidebar", "Sidebar", ("Ctrl+B",), "View", "sliders-horizontal"),
    Act("ribbon", "Day ribbon", (), "View", "clock"),
    Act("wallboard", "Wallboard", ("F11",), "View", "tv"),
    Act("preview", "Preview pane", ("Ctrl+\\",), "View", "panel-right"),
    Act("save_list", "Save as a list of your own…", (), "View", "list-filter"),
    Act("larger", "Larger text", ("Ctrl+=", "Ctrl++"), "View", "sliders-horizontal"),
    Act("smaller", "Smaller text", ("Ctrl+-",), "View", "sliders-horizontal"),
    Act("normal_size", "Normal text", ("Ctrl+0",), "View", "sliders-horizontal"),
    Act("back", "Back", ("Alt+Left",), "Go", "chevron-left"),
    Act("forward", "Forward", ("Alt+Right",), "Go", "chevron-right"),
    Act("next_pane", "Next pane", ("F6",)),
    Act("previous_pane", "Previous pane", ("Shift+F6",)),
    Act("menu", "Menu", ("F10",), icon="menu"),
    Act("notices", "Go to the notices", ("Ctrl+.",), "Go", "bell"),
    Act("as_of", "As it was…", (), "Go", "rotate-ccw-clock"),
    Act("now", "Back to now", (), "Go", "rotate-ccw-clock"),
    Act("settings", "Settings", ("Ctrl+,",), "Tools", "settings"),
    Act("welcome", "Set the desk up…", (), "Tools", "settings"),
    Act("settings_general", "Settings: General", icon="settings"),
    Act("settings_appearance", "Settings: Appearance", icon="settings"),
    Act("settings_people", "Settings: People", icon="settings"),
    Act("settings_text_blocks", "Settings: Text blocks", icon="settings"),
    Act("settings_templates", "Settings: Templates", icon="settings"),
    Act("settings_recurring", "Settings: Recurring tickets", icon="settings"),
    Act("settings_suppliers", "Settings: Suppliers", icon="settings"),
    Act("settings_print", "Settings: Print", icon="settings"),
    Act("settings_notifications", "Settings: Notifications", icon="settings"),
    Act("settings_data", "Settings: Data and backup", icon="settings"),
    Act("settings_shortcuts", "Settings: Shortcuts", icon="settings"),
    Act("help", "Help", ("F1",), "Help", "circle-question-mark"),
    Act("keys", "All shortcuts", ("?",), "Help", "command"),
    Act("about", "About SLA Desk", (), "Help", "info"),
)
_GO = tuple(
    Act(name, text, keys, "Go", icon, Where.GO)
    for name, text, keys, icon in (
        ("go_all", "All open", ("G, Q",), "inbox"),
        ("go_mine", "My tickets", ("G, M",), "user-round"),
        ("go_unassigned", "Unassigned", ("G, U",), "user-plus"),
        ("go_overdue", "Overdue", ("G, O",), "triangle-alert"),
        ("go_waiting", "Waiting", ("G, W",), "pause"),
        ("go_resolved", "Resolved", (), "circle-check"),
        ("go_no_agreement", "No agreement", (), "circle-alert"),
        ("go_dashboard", "Dashboard", ("G, D",), "layout-dashboard"),
        ("go_customers", "Customers", ("G, C",), "users"),
        ("go_agreements", "Agreements", ("G, A",), "file-text"),
        ("go_review", "Review of an agreement", ("G, V",), "chart-column"),
        ("go_hours", "Business hours", ("G, H",), "calendar-clock"),
        ("go_reports", "Reports", ("G, R",), "chart-column"),
    )
)
_SIDEBAR = tuple(Act(f"list_{n}", f"List {n} of the sidebar", (f"Ctrl+{n}",), where=Where.GO) for n in range(1, 10))
"""Whatever stands there: lists are arranged by the person."""

_LIST = (
    Act("list_down", "Next ticket", ("J",), where=Where.LIST),
    Act("list_up", "Previous ticket", ("K",), where=Where.LIST),
    Act("previous_group", "Previous group", ("[",), where=Where.LIST),
    Act("next_group", "Next group", ("]",), where=Where.LIST),
    Act("peek", "Show the ticket beside the list", ("Space",), where=Where.LIST),
    Act("mark", "Mark the ticket, or not", ("X", "Ctrl+Space"), where=Where.LIST),
    Act("mark_all", "Mark all that are seen", ("Ctrl+A",), where=Where.LIST),
    _fixed(Where.LIST, "mark_range", "⇧ ↑ ↓", "Mark a range"),
    _fixed(Where.LIST, "list_arrows", "↑ ↓", "Move"),
    _fixed(Where.LIST, "list_ends", "Home End", "First, last"),
    _fixed(Where.LIST, "list_pages", "PgUp PgDn", "A page up, down"),
    _fixed(Where.LIST, "list_open", "↵", "Open the ticket"),
    _fixed(Where.LIST, "list_fold", "← →", "Close, open the group"),
    _fixed(Where.LIST, "list_clear", "Esc", "Clear the marks, the filter"),
)
_TICKET = (
    *(
        Act(name, text, keys, "Ticket", icon, Where.TICKET)
        for name, text, keys, icon in (
            ("reply", "Reply", ("R",), "reply"),
            ("note", "Internal note", ("I",), "lock"),
            ("text_block", "Text block…", ("Ctrl+;",), "notebook-pen"),
            ("customer_said", "Log what the customer said", ("C",), "message-square-reply"),
            ("status", "Status", ("S",), "circle-dot"),
            ("severity", "Severity", ("V",), "chart-no-axes-column-increasing"),
            ("assign", "Assign", ("A",), "user-round"),
            ("assign_to_me", "Assign to me", ("M",), "user-plus"),
            ("edit_subject", "Edit the subject", ("E",), "pencil-line"),
            ("why", "Why is it due then?", ("W",), "clock"),
            ("attach", "Attach files…", ("F",), "paperclip"),
            ("copy_number", "Copy number", ("Y",), "copy"),
            ("link", "Link or merge…", ("L",), "link"),
            ("contact", "Contact…", (), "user-round"),
            ("service", "Service…", (), "tag"),
            ("tag", "Add a tag…", ("#",), "tag"),
            ("checklist", "Add to the checklist…", (), "list-checks"),
            ("follow_up", "Log a follow-up…", (), "plus"),
            ("correct_received", "Correct when it was received…", (), "clock"),
            ("entries", "Correct or take back an entry…", (), "pencil-line"),
            ("waive", "Waive a missed target…", (), "circle-check"),
            ("not_measured", "Do not measure…", (), "minus"),
            ("resolve_with_time", "Resolve with time spent…", (), "circle-check"),
            ("close_as", "Close as withdrawn, spam, duplicate", ("Del",), "archive"),
        )
    ),
    _fixed(Where.TICKET, "status_open", "N P", "New, in progress", "status"),
    _fixed(Where.TICKET, "status_waiting", "C T", "Waiting on customer, third party", "status"),
    _fixed(Where.TICKET, "status_done", "D R X", "Scheduled, resolved, closed", "status"),
    _fixed(Where.TICKET, "severity_digits", "1 – 4", "Low to urgent", "severity"),
)
_PAGE = (
    Act("next_ticket", "Next ticket", ("J", "Alt+Down"), where=Where.PAGE),
    Act("previous_ticket", "Previous ticket", ("K", "Alt+Up"), where=Where.PAGE),
    Act("to_reply", "To the reply", ("Alt+R",), where=Where.PAGE),
    Act("to_note", "To the note", ("Alt+I",), where=Where.PAGE),
    Act("to_customer_said", "To what the customer said", ("Alt+C",), where=Where.PAGE),
    Act("add_reply", "Add the reply", ("Ctrl+Return", "Ctrl+Enter"), where=Where.PAGE),
    Act("add_and_resolve", "Add the reply and resolve", ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"), where=Where.PAGE),
    _fixed(Where.PAGE, "paste_files", "Ctrl V", "Attach a screenshot or files that were copied"),
    _fixed(Where.PAGE, "slash", "/", "Text block, on an empty line"),
    _fixed(Where.PAGE, "leave_ticket", "Esc", "Back, the draft is kept"),
)
_LOG = (
    _fixed(Where.LOG, "log_next", "↵", "Next field"),
    Act("log_to_subject", "To the subject", ("Alt+S",), where=Where.LOG),
    Act("log_to_customer", "To the customer", ("Alt+C",), where=Where.LOG),
    Act("log_to_service", "To the service", ("Alt+R",), where=Where.LOG),
    Act("log_to_severity", "To the severity", ("Alt+V",), where=Where.LOG),
    Act("log_impact", "Severity from impact and urgency", ("Alt+I",), where=Where.LOG),
    Act("log_to_notes", "To the notes", ("Alt+N",), where=Where.LOG),
    Act("log_to_assignee", "To the assignee", ("Alt+A",), where=Where.LOG),
    Act("log_to_start", "To when the clock starts", ("Alt+K",), where=Where.LOG),
    Act("log_template", "Begin with a template", ("Alt+T",), where=Where.LOG),
    _fixed(Where.LOG, "log_digits", "1 – 4", "Severity; Alt 1 – 4 from any field"),
    Act("log_it", "Log the ticket", ("Ctrl+Return", "Ctrl+Enter"), where=Where.LOG),
    Act("log_and_open", "Log and open it", ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"), where=Where.LOG),
    _fixed(Where.LOG, "log_leave", "Esc", "Close, keep the draft"),
)
_WHY = (
    _fixed(Where.WHY, "why_clocks", "← →", "Previous, next clock"),
    Act("why_public", "Public", ("P",), where=Where.WHY),
    Act("why_internal", "Internal", ("I",), where=Where.WHY),
    Act("why_copy", "Copy as text", ("Ctrl+C",), where=Where.WHY),
    Act("why_agreement", "Read the agreement", ("A",), where=Where.WHY),
    Act("why_rules", "Read the rules", ("F1",), where=Where.WHY),
    Act("why_print", "Print", ("Ctrl+P",), where=Where.WHY),
    _fixed(Where.WHY, "why_leave", "Esc", "Close"),
)
_REPORT = (
    _fixed(Where.REPORT, "report_pages", "PgUp PgDn", "Page"),
    Act("previous_month", "Previous month", ("Alt+Left",), icon="chevron-left", where=Where.REPORT),
    Act("next_month", "Next month", ("Alt+Right",), icon="chevron-right", where=Where.REPORT),
    Act("section_up", "Move the section up", ("Alt+Up",), where=Where.REPORT),
    Act("section_down", "Move the section down", ("Alt+Down",), where=Where.REPORT),
    Act("zoom_in", "Zoom in", ("Ctrl+=", "Ctrl++"), icon="zoom-in", where=Where.REPORT),
    Act("zoom_out", "Zoom out", ("Ctrl+-",), icon="zoom-out", where=Where.REPORT),
    Act("zoom_fit", "Two pages side by side", ("Ctrl+0",), where=Where.REPORT),
    Act("report_face", "Pages, figures", ("V",), icon="chart-column", where=Where.REPORT),
    Act("report_table", "Figures as a table, as charts", ("T",), icon="chart-column", where=Where.REPORT),
    Act("report_late", "Late targets and actions…", (), "Tools", "triangle-alert", Where.REPORT),
    Act("report_close", "Close the period…", (), "Tools", "lock", Where.REPORT),
    Act("report_reopen", "Open the closed period again…", (), "Tools", "undo-2", Where.REPORT),
    Act("save_pdf", "Save as PDF", ("Ctrl+E",), icon="download", where=Where.REPORT),
    Act("report_forms", "Save in another form…", (), icon="file-spreadsheet", where=Where.REPORT),
    Act("print_report", "Print", ("Ctrl+P",), where=Where.REPORT),
)
OF_REPORTS = ("report_late", "report_close", "report_reopen", "save_pdf", "report_forms")
"""What can be asked of the report page from anywhere."""
ON_REPORTS = ("previous_month", "next_month", "zoom_in", "zoom_out", "zoom_fit", "report_face", "report_table")
"""What is offered while it is seen."""
_CUSTOMERS = (
    Act("customer_rename", "Rename the customer", ("E",), icon="pencil-line", where=Where.CUSTOMERS),
    Act("customer_contact", "Add a contact", ("Ins",), icon="user-plus", where=Where.CUSTOMERS),
    Act("customers_remove", "Remove the contact", ("Del",), where=Where.CUSTOMERS),
    _fixed(Where.CUSTOMERS, "customers_move", "↑ ↓ J K", "Next, previous line"),
    _fixed(Where.CUSTOMERS, "customers_open", "↵", "Into the page; open the line"),
)
OF_CUSTOMERS = ("add", "import", "export", "language", "merge")
"""What `customer_…` asks of the customers' page from anywhere."""
OF_AGREEMENTS = ("import", "export")
"""What `agreement_…` asks of the agreements' page from anywhere."""
_AGREEMENTS = (
    Act("agreement_edit", "Edit the agreement", ("E",), icon="pencil-line", where=Where.AGREEMENTS),
    Act("agreement_review", "Review the agreement", ("R",), icon="chart-column", where=Where.AGREEMENTS),
    Act("agreement_force", "Put the draft in force…", (), icon="check", where=Where.AGREEMENTS),
    Act("targets_copy", "Copy from above", ("Ctrl+D",), where=Where.AGREEMENTS),
    Act("targets_goal", "Goal and warning of the cell", ("Ctrl+G",), where=Where.AGREEMENTS),
    Act("step_add", "Add a step", ("Ins",), where=Where.AGREEMENTS),
    Act("step_remove", "Remove the step", ("Del",), where=Where.AGREEMENTS),
    Act("step_up", "Move the step up", ("Alt+Up",), where=Where.AGREEMENTS),
    Act("step_down", "Move the step down", ("Alt+Down",), where=Where.AGREEMENTS),
    _fixed(Where.AGREEMENTS, "targets_across", "⇥ ↵", "Across, down in the grid"),
)
_REVIEW = (
    Act("review_decide", "Note a decision", ("Ins",), icon="plus", where=Where.REVIEW),
    Act("review_table", "As a table, as a picture", ("T",), where=Where.REVIEW),
    Act("review_why", "Why? under the version that is tried", ("W",), where=Where.REVIEW),
    _fixed(Where.REVIEW, "review_open", "↵", "Open the ticket, next field"),
)
_HOURS = (
    Act("hours_save", "Save the business hours", ("Ctrl+S",), icon="save", where=Where.HOURS),
    Act("hours_table", "As a table, as a picture", ("T",), where=Where.HOURS),
    Act("hours_new", "New block", ("Ins",), where=Where.HOURS),
    Act("hours_remove", "Remove the block, the holiday", ("Del", "Backspace"), where=Where.HOURS),
    Act("hours_copy", "Copy to the next day", ("Ctrl+D",), where=Where.HOURS),
    _fixed(Where.HOURS, "hours_move", "← → ↑ ↓", "Move the block"),
    _fixed(Where.HOURS, "hours_resize", "⇧ ↑ ↓", "Resize it by 15 min"),
    _fixed(Where.HOURS, "hours_next", "⇥", "Next block"),
)
_DASHBOARD = (Act("dashboard_table", "As a table, as a picture", ("T",), where=Where.DASHBOARD),)
_WALLBOARD = (
    Act("wallboard_pause", "Pause, go on", ("P",), where=Where.WALLBOARD),
    Act("wallboard_names", "Hide names, show them", ("H",), where=Where.WALLBOARD),
    Act("wallboard_table", "As a table, as a picture", ("T",), where=Where.WALLBOARD),
    _fixed(Where.WALLBOARD, "wallboard_leave", "Esc", "Leave the wallboard"),
)

_OF_DESK = (*_REPORT, *_CUSTOMERS, *_AGREEMENTS, *_REVIEW, *_HOURS, *_DASHBOARD, *_WALLBOARD)
_OF_PAGES = (*_LIST, *_TICKET, *_PAGE, *_LOG, *_WHY, *_OF_DESK)

ALSO = {
    "status": "wait pause hold resume scheduled until snooze remind later",
    "resolve_with_time": "done finish",
    "close_as": "delete remove",
    "assign": "owner give",
    "follow_up": "again",
    "entries": "undo retract wrong",
    "correct_received": "back-date earlier",
    "not_measured": "exclude",
    "log": "new create",
    "undo": "take back",
    "recalculate": "refresh reload",
    "as_of": "past history yesterday",
    "settings_text_blocks": "canned replies macros",
    "settings_recurring": "repeat weekly",
    "settings_people": "agents team colleagues",
    "settings_data": "restore verify",
    "settings_shortcuts": "keys keyboard",
    "go_dashboard": "forecast budget misses",
    "go_hours": "holidays opening calendar",
    "go_reports": "monthly report print the month close violations breaches charts figures sections before you print"
    " checks near misses who had the ball",
    "go_customers": "language german english",
    "customer_language": "german english translate",
    "reports_all": "print every customer everybody together batch pack letters",
    "report_late": "missed breaches violations overdue reasons explain why measures who had the ball",
    "report_close": "freeze lock finish sign off month quarter year end",
    "report_reopen": "unfreeze unlock month quarter year",
    "report_forms": "export excel workbook xlsx csv html web page letter pack",
    "save_pdf": "export file download",
    "report_face": "graphs diagrams charts",
    "previous_month": "period earlier before",
    "next_month": "period later after",
    "go_agreements": "sla targets contract",
    "go_review": "what if achievable",
    "wallboard": "full screen tv",
}
"""Other words by which the palette finds them: what people call them who come from elsewhere."""

ACTIONS = (*_ANYWHERE, *_GO, *_SIDEBAR, *_OF_PAGES)
MENUS = ("File", "Edit", "Ticket", "View", "Go", "Tools", "Help")

ACT = {act.name: act for act in ACTIONS}
"""Each action by its name."""


def of_place(*places: Where) -> tuple[Act, ...]:
    return tuple(act for act in ACTIONS if act.where in places)
