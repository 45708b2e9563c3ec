package kz.zhospar.alert

import android.content.Context
import android.content.Intent
import kz.zhospar.MainActivity
import kz.zhospar.platform.Abilities
import kz.zhospar.platform.Alarms
import kz.zhospar.platform.Awake
import kz.zhospar.platform.Choices
import kz.zhospar.platform.Clock
import kz.zhospar.platform.Messages
import kz.zhospar.platform.Notices
import kz.zhospar.platform.Where

/** What of the phone an alert uses. Nothing in it needs the phone to be unlocked. */
class Body(context: Context, val clock: Clock, choices: Choices) {
    val abilities = Abilities(context)
    val messages = Messages(context, Intent(context, ReportReceiver::class.java))
    val alarms = Alarms(context, Intent(context, WakeReceiver::class.java))
    val awake = Awake(context)
    val where = Where(context, clock)
    val notices = Notices(
        context,
        open = Intent(context, MainActivity::class.java).addFlags(Intent.FLAG_ACTIVITY_NEW_TASK),
        press = Intent(context, PressReceiver::class.java),
        choices,
    )
    val keeper = Keeper(context, where, notices)
}
