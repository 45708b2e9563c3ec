package kz.zhospar.platform

import android.content.Context
import java.util.concurrent.Executor

/** What the phone gives for photos, voices and files. */
class Media(context: Context, background: Executor, val sound: Sound) {
    val temporary = Temporary(context, background)
    val lending = Lending(context, temporary)
    val documents = Documents(context, background, temporary)
}
