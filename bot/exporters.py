"""Every feature's part of «Мои данные», one line a module: they register themselves."""

import bot.applications.mydata
import bot.cases.mydata
import bot.events.mydata
import bot.legal.mydata
import bot.members.keeping
import bot.members.own_data  # noqa: F401
