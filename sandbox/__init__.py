"""A Telegram on your desk: a Bot API server on localhost, with people to talk to the bot."""

from sandbox.api import Call
from sandbox.box import Sandbox
from sandbox.faults import Faults
from sandbox.models import Message
from sandbox.people import Channel, Group, Person

__all__ = ["Call", "Channel", "Faults", "Group", "Message", "Person", "Sandbox"]
