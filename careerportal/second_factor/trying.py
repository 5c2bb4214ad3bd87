"""A code is tried as a password is: each try counts in the same windows, and a wrong one is a failed sign-in."""

from axes.handlers.proxy import AxesProxyHandler

from careerportal.second_factor import devices


def accepts(request, person, code):
    """Whether a code is right. Where there have been too many tries it is not looked at, and the answer becomes 429."""
    credentials = {"username": person.get_username()}
    if not AxesProxyHandler.is_allowed(request, credentials):
        request.axes_locked_out = True
        return False
    if devices.accepts(person, code):
        return True
    AxesProxyHandler.user_login_failed(sender=__name__, credentials=credentials, request=request)
    return False


def what_is_wrong(person):
    """What to do about a code that was not accepted."""
    wait = devices.seconds_to_wait(person)
    seconds = "1 second" if wait == 1 else f"{wait} seconds"
    then = f"Wait {seconds}, then type" if wait else "Type"
    return (
        f"This code is not accepted. {then} the code that your app shows at that moment; each works once, and only if "
        "your phone's clock is right. A recovery code works once, too."
    )
