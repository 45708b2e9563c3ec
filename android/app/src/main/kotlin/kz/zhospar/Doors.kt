package kz.zhospar

import android.app.Activity
import android.app.PendingIntent
import android.appwidget.AppWidgetManager
import android.appwidget.AppWidgetProvider
import android.content.Context
import android.content.Intent
import android.os.Build
import android.os.Bundle
import android.service.quicksettings.Tile
import android.service.quicksettings.TileService
import android.widget.RemoteViews

// Ways to the button from outside the app. None asks for a hold: the countdown that each begins is the time to think better of it.

private fun Context.window() = Intent(this, MainActivity::class.java).addFlags(Intent.FLAG_ACTIVITY_NEW_TASK)

/** Presses the button, and leads on to what then runs. Only what lies in this file gets here. */
class PressActivity : Activity() {
    override fun onCreate(state: Bundle?) {
        super.onCreate(state)
        // One that the system brings back was pressed before.
        if (state == null) (application as App).alert.pressOutside()
        startActivity(window())
        finish()
    }
}

/** In the quick settings, over a locked phone too. */
open class PressTile : TileService() {
    override fun onStartListening() {
        qsTile?.apply {
            state = Tile.STATE_INACTIVE
            label = getString(R.string.app_name)
            updateTile()
        }
    }

    override fun onClick() {
        (application as App).alert.pressOutside()
        leadOn()
    }

    /** To what then runs. */
    protected open fun leadOn() {
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.UPSIDE_DOWN_CAKE) {
            startActivityAndCollapse(PendingIntent.getActivity(this, 0, window(), PendingIntent.FLAG_IMMUTABLE))
        } else {
            @Suppress("DEPRECATION")
            startActivityAndCollapse(window())
        }
    }
}

/** On the home screen, as dull as the app's own icon. */
class PressWidget : AppWidgetProvider() {
    override fun onUpdate(context: Context, manager: AppWidgetManager, ids: IntArray) {
        val press = PendingIntent.getActivity(context, 0, Intent(context, PressActivity::class.java), PendingIntent.FLAG_IMMUTABLE)
        val view = RemoteViews(context.packageName, R.layout.press_widget).apply { setOnClickPendingIntent(R.id.press, press) }
        ids.forEach { manager.updateAppWidget(it, view) }
    }
}
