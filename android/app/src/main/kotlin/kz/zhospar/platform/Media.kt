package kz.zhospar.platform

import android.content.Context
import java.util.concurrent.Executor

/** What the phone gives for photos, voices and files. */
class Media(context: Context, background: Executor, val sound: Sound) {
    val temporary = Temporary(context, background)

    /** For what is sealed, and may stay lent while the vault is locked. */
    val lending = Lending(context, temporary)

    /** For what anyone can read: lent no longer than something is open. */
    val showing = Lending(context, temporary)
    val documents = Documents(context, background, temporary)
}
