"""Every feature's part of «Мои данные», one line a module: they register themselves."""

import bot.applications.mydata
import bot.cases.mydata
import bot.events.mydata
import bot.legal.mydata
import bot.members.keeping
import bot.members.own_data
import bot.news.mydata
import bot.surveys.mydata  # noqa: F401
