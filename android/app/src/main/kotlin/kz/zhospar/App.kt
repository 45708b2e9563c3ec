package kz.zhospar

import android.app.Application
import kz.zhospar.core.Core
import kz.zhospar.core.Cost
import kz.zhospar.platform.Choices
import kz.zhospar.platform.Clock
import kz.zhospar.platform.DeviceKeys
import kz.zhospar.platform.Folders
import kz.zhospar.platform.KeystoreKeys
import kz.zhospar.platform.Media
import kz.zhospar.platform.PhoneClock
import kz.zhospar.platform.PhoneSound
import kz.zhospar.platform.Reminders
import kz.zhospar.platform.Sound
import kz.zhospar.ui.Shell
import java.util.concurrent.Executor
import java.util.concurrent.Executors

/** Puts the parts together. What is open lives here and not in an activity, and ends with the process: nothing of it is ever in the system's saved state. */
open class App : Application() {
    val shell: Shell by lazy {
        val clock = clock()
        Shell(Core(Folders.of(this), keys(), clock, cost()), Choices(this), clock, Media(this, background(), sound()), Reminders(this))
    }

    protected open fun clock(): Clock = PhoneClock(this)

    protected open fun keys(): DeviceKeys = KeystoreKeys()

    protected open fun cost(): Cost = Cost.CALIBRATED

    /** Where other apps are waited for. */
    protected open fun background(): Executor = Executors.newCachedThreadPool()

    protected open fun sound(): Sound = PhoneSound(this)
}
