package kz.zhospar.ui.incident

import kz.zhospar.R

/** The sign of a kind; one that this app has no sign for yet gets that of the others. */
internal fun iconOf(kind: String): Int = ICONS[kind] ?: R.drawable.ic_kind_other

private val ICONS = mapOf(
    "call" to R.drawable.ic_kind_call,
    "msg" to R.drawable.ic_kind_msg,
    "social" to R.drawable.ic_kind_social,
    "gift" to R.drawable.ic_kind_gift,
    "follow" to R.drawable.ic_kind_follow,
    "loiter" to R.drawable.ic_kind_loiter,
    "visit" to R.drawable.ic_kind_visit,
    "damage" to R.drawable.ic_kind_damage,
    "threat" to R.drawable.ic_kind_threat,
    "third" to R.drawable.ic_kind_third,
    "track" to R.drawable.ic_kind_track,
    "hack" to R.drawable.ic_kind_hack,
    "image" to R.drawable.ic_kind_image,
    "dox" to R.drawable.ic_kind_dox,
    "fake" to R.drawable.ic_kind_fake,
    "bully" to R.drawable.ic_kind_bully,
    "child" to R.drawable.ic_kind_child,
    "marry" to R.drawable.ic_kind_marry,
    "pressure" to R.drawable.ic_kind_pressure,
    "assault" to R.drawable.ic_kind_assault,
    "breach" to R.drawable.ic_kind_breach,
    "other" to R.drawable.ic_kind_other,
)
