"""A local stand-in of the Telegram Bot API, judged by third parties, and the phones that drive it.

HTTP is real; requests are judged by aiogram's typed methods (Bot API 10.3), teremok's rules, and ours (`judge.py`).
Nothing here is part of the product.

In a conftest::

    from tests.telegram_api.fixtures import bot_api, bot_api_session, phone  # noqa: F401

The bot is given `api.base` (settings: `[telegram] api`) and `TOKEN`::

    from tests.telegram_api.server import TOKEN
    Bot(TOKEN, base_url=bot_api.base + "/bot", base_file_url=bot_api.base + "/file/bot")

Run the bot in another thread than the test (a test waits by blocking), or `await asyncio.to_thread(phone.wait_for, …)`.

A person::

    phone.start()                     # or start("l_…"): a deep link. Before it, sending to 77 answers 403
    bubble = phone.wait_for("Bonjour")  # shown or changed since the last gesture; AssertionError says what is shown
    bubble.tap("Commencer")           # or phone.tap("Commencer"): latest bubble with that button, really shown
    phone.write("01, 69"); phone.reply_to(bubble, "…"); phone.share_position(45.7, 4.8)
    phone.last.text / .html / .rows / .labels / .links / .document / .content / .edited / .silent / .topic
    phone.bubbles(); phone.toasts; phone.wait_toast("Gardée"); phone.keyboard
    phone.block(); phone.unblock(); phone.deactivate()

A group (`groups.py`)::

    group = Group(bot_api, "Réseau des Sources", creator=phone, forum=True)   # basic=True: an old group
    group.add_bot(administrator=False, payload="g_…"); group.join(other, "administrator")
    topic = group.add_topic("Marchés"); group.close_topic(topic); group.delete_topic(topic)
    group.say(phone, "/relier", topic); group.tap(phone, "Oui"); group.wait_for(phone, "…"); group.last
    group.promote_bot(); group.demote_bot(); group.remove_bot(); group.mute_bot(); group.upgrade()  # migration

Failures (`faults.py`), each used `times` times::

    bot_api.faults.add(faults.flood(3), method="sendMessage", chat=77)
    # flood(n) forbidden(…) refused("TOPIC_CLOSED") migrated(id) slow(s) slow(s, late=True)
    # BROKEN BAD_GATEWAY CONFLICT CANNOT_PARSE NO_RIGHTS DROP (nothing happened) LOST_REPLY (it did happen)

What the bot did: `bot_api.calls` (method, values, refused); `bot_api.refusals`; `bot_api.world.pace.peak(1.0)`;
`bot_api.reset(limits=True)` answers 429 beyond 30/s, 3 in 3 s a private chat, 20 a minute a group.
Raw updates: `bot_api.push(message={…})` (judged by aiogram); `bot_api.again(update_id)` delivers one a second time.
Webhook: the bot calls setWebhook(https://…, secret_token); `bot_api.webhook_door = "http://127.0.0.1:PORT"` says where
that address really is; updates are then POSTed there, again until a 200.
The whole bot (`running.py`; conftest: also `bot, bot_process, clock` of fixtures, `database, templates` of databases)::

    def test_a_story(bot, phone, clock):           # the real application, in a thread, on the database of the test
        belongs(bot.database, phone, clock())      # stock.py: of a structure, without the conversation
        bot.alert(garden_call("26-1"))             # published, matched, delivered; or publish(), match(), deliver()
        clock.later(days=3); bot.deliver()         # nothing beats by itself: the test says when
        bot.restart(); bot.rest()                  # rest: everything said was dealt with
        bot.house                                  # the application's own house; bot.database is the test's way in
    bot.stop(); bot.options["messages_per_second"] = 5; bot.on_webhook(); bot.start()   # other settings of [telegram]
    bot_process.deliver_meanwhile(); bot_process.kill(); bot_process.start()            # SIGKILL in the middle

A guide: `Page(title, introduction)`, `.chapter(…)`, `.tell(phone)`, `.check(path)` in `transcript.py`.
"""
