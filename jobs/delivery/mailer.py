"""Handing a mail to the district's mail server: over TLS, once, and without a word in the log."""

import smtplib
import ssl
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import SMTP

from bot.links_outside.mails import Mail, MailServer
from bot.people.people import is_mail_address

PATIENCE = 20.0
"""Real seconds for each answer of the server."""

CouldNotBeMailed = (smtplib.SMTPException, OSError, MessageError, ValueError)
"""Whatever a mail server, a connection or an address can make of it."""


def send(server: MailServer, to: str, mail: Mail) -> None:
    """Send one mail; raise one of CouldNotBeMailed."""
    message = written(server, to, mail)
    with connected(server) as connection:
        connection.send_message(message, from_addr=server.sender, to_addrs=[to])


def written(server: MailServer, to: str, mail: Mail) -> EmailMessage:
    if not is_mail_address(to):
        raise ValueError("not an address")
    message = EmailMessage(policy=SMTP)
    message["From"] = server.sender
    message["To"] = to
    message["Subject"] = mail.subject
    message["Auto-Submitted"] = "auto-generated"  # so that holiday notices do not answer it
    message.set_content(mail.text)
    return message


def connected(server: MailServer) -> smtplib.SMTP:
    """Return a connection that nobody listens in on, logged in where the setting says as whom."""
    context = ssl.create_default_context()
    if server.tls_at_once:
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=PATIENCE, context=context
        )
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=PATIENCE)
    try:
        connection.ehlo_or_helo_if_needed()
        if not server.tls_at_once and not server.is_here:
            connection.starttls(context=context)
        if server.user and server.password:
            connection.login(server.user, server.password)
    except BaseException:
        connection.close()
        raise
    return connection


def is_away(error: Exception) -> bool:
    """Tell whether no server answered: it could not be reached, or fell silent."""
    answered = isinstance(error, smtplib.SMTPException)
    silent = isinstance(error, smtplib.SMTPServerDisconnected)
    return silent or (isinstance(error, OSError) and not answered)


def why_not(error: Exception) -> str:
    """Return the server's number, else the error's class: what a row and the log may say."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
        return f"smtp_{codes[0]}" if codes else type(error).__name__
    if isinstance(error, smtplib.SMTPResponseException):
        return f"smtp_{error.smtp_code}"
    return type(error).__name__


def is_final(reason: str) -> bool:
    """Tell whether the server will say the same again: its numbers from 500 on."""
    return reason.startswith("smtp_5") or reason == "ValueError"
