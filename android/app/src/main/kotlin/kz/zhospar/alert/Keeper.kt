package kz.zhospar.alert

import android.app.Service
import android.content.Context
import android.content.Intent
import android.content.pm.ServiceInfo
import android.os.Build
import android.os.IBinder
import kz.zhospar.App
import kz.zhospar.platform.Notices
import kz.zhospar.platform.Where

/**
 * Has the system leave the process alone while something runs: by a service in the foreground, and where the phone does not let it begin by a notice alone,
 * beside which alarms have to do.
 */
class Keeper(private val context: Context, private val where: Where, private val notices: Notices) {
    private val service = Intent(context, AlertService::class.java)
    private var state = State.UNKNOWN
    private var isWanted = false

    /** Whether the service that is begun now may try to know the place, and whether it surely knows it. */
    private var mayTryPlace = false
    private var hasPlace = false

    /** Whether it was in sight as the system refused what the service wanted to show, or to know; null if it has not. */
    private var wasInSight = false
    private var refusedInSight: Boolean? = null

    /** In a new process nothing is known of what the last one has begun. */
    private enum class State { UNKNOWN, NOT, BY_NOTICE, BEGINNING, BY_SERVICE }

    /**
     * Whether the place may be known is settled as the service begins: for sure in sight of a window, perhaps where she has touched something else of the app.
     * One that was begun out of sight is begun anew in sight.
     */
    fun keep(isWanted: Boolean, isTouched: Boolean, isInSight: Boolean) {
        this.isWanted = isWanted
        if (!isWanted) return rest()
        val isSure = where.mayLocate() && isInSight || where.mayLocateUnseen()
        if (state in setOf(State.BEGINNING, State.BY_SERVICE) && (hasPlace || !isSure)) return
        // What was refused out of sight may be granted in sight; more tries would only flicker.
        if (refusedInSight?.let { it || !isInSight } == true) return
        wasInSight = isInSight
        mayTryPlace = isSure || where.mayLocate() && isTouched
        if (begin()) {
            hasPlace = isSure
            state = State.BEGINNING
        } else if (state != State.BY_SERVICE && state != State.BY_NOTICE) {
            notices.showProgress()
            state = State.BY_NOTICE
        }
    }

    /** The service runs, and has to show itself at once. True if the last process has begun it: whether it is still wanted is to be seen. */
    fun begun(service: Service): Boolean {
        // One that was begun twice shows itself twice.
        val isLeftOver = state != State.BEGINNING && state != State.BY_SERVICE
        if (isLeftOver) {
            mayTryPlace = where.mayLocateUnseen()
            hasPlace = mayTryPlace
            wasInSight = false
        }
        val isPlaced = mayTryPlace && show(service, withPlace = true)
        hasPlace = hasPlace && isPlaced
        state = if (isPlaced || show(service, withPlace = false)) State.BY_SERVICE else State.BY_NOTICE
        refusedInSight = wasInSight.takeIf { mayTryPlace && !isPlaced || state == State.BY_NOTICE }
        if (state == State.BY_NOTICE) {
            service.stopSelf()
            notices.showProgress()
        }
        if (!isLeftOver && !isWanted) rest()
        return isLeftOver
    }

    /** A service that has not shown itself yet must not be ended: that would end the process. It ends as soon as it has. */
    private fun rest() {
        if (state == State.NOT || state == State.BEGINNING) return
        context.stopService(service)
        notices.hideProgress()
        state = State.NOT
        hasPlace = false
        refusedInSight = null
    }

    private fun begin(): Boolean = whereAllowed { context.startForegroundService(service) }

    private fun show(service: Service, withPlace: Boolean): Boolean = whereAllowed {
        val notice = notices.inProgress()
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.Q) {
            service.startForeground(Notices.ID_RUNNING, notice, type(withPlace))
        } else {
            service.startForeground(Notices.ID_RUNNING, notice)
        }
    }

    /** Phones refuse with whatever they like, and none of it may end the process. */
    private fun whereAllowed(work: () -> Unit): Boolean = try {
        work()
        true
    } catch (_: RuntimeException) {
        false
    }

    private companion object {
        /** Before 14 a service needs a type for the place alone. */
        fun type(withPlace: Boolean): Int {
            val place = if (withPlace) ServiceInfo.FOREGROUND_SERVICE_TYPE_LOCATION else ServiceInfo.FOREGROUND_SERVICE_TYPE_NONE
            return if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.UPSIDE_DOWN_CAKE) place or ServiceInfo.FOREGROUND_SERVICE_TYPE_SPECIAL_USE else place
        }
    }
}

/** Only there so that the system sees that something goes on. */
class AlertService : Service() {
    override fun onBind(intent: Intent): IBinder? = null

    override fun onStartCommand(intent: Intent?, flags: Int, id: Int): Int {
        val app = application as App
        if (app.alert.body.keeper.begun(this)) app.alert.wake()
        return START_STICKY
    }
}
