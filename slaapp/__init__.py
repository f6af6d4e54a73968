"""SLA Desk's engine: tickets, agreements and their clocks. It runs without a window and knows no Qt.

domain      what is true about tickets and agreements: calendars, events, clocks, the ledger behind "Why?"
storage     one SQLite file: events, agreements, calendars, the cache of wound clocks; rows in, values out
services    what a person at the desk can do; one method, one transaction
reports     the month as data
documents   the month as a tagged PDF, its pages as images
importers   other systems' files read as events
engine      opens a store and hands out the services
cli         the command line; commands holds what each command does
wording     English for what the engine says
paths       where files live on each system
"""

__version__ = "0.1.0"
