package kz.zhospar

import org.junit.experimental.runners.Enclosed
import org.junit.runner.RunWith
import org.robolectric.annotation.Config

// The same stories on older phones. Each version has a process of its own: the library knows one set of callbacks in a process, and each version loads its
// classes anew.

@RunWith(Enclosed::class)
class On26Test {
    @Config(sdk = [26])
    class CheckIn : CheckInTest()

    @Config(sdk = [26])
    class DirectBoot : DirectBootTest()

    @Config(sdk = [26])
    class Doors : DoorsTest()

    @Config(sdk = [26])
    class Drill : DrillTest()

    @Config(sdk = [26])
    class Keeper : KeeperTest()

    @Config(sdk = [26])
    class Ladder : LadderTest()

    @Config(sdk = [26])
    class Press : PressTest()

    @Config(sdk = [26])
    class SeemingCheckIn : SeemingCheckInTest()

    @Config(sdk = [26])
    class Stop : StopTest()

    @Config(sdk = [26])
    class Writing : WritingTest()
}

@RunWith(Enclosed::class)
class On29Test {
    @Config(sdk = [29])
    class CheckIn : CheckInTest()

    @Config(sdk = [29])
    class DirectBoot : DirectBootTest()

    @Config(sdk = [29])
    class Doors : DoorsTest()

    @Config(sdk = [29])
    class Drill : DrillTest()

    @Config(sdk = [29])
    class Keeper : KeeperTest()

    @Config(sdk = [29])
    class Ladder : LadderTest()

    @Config(sdk = [29])
    class Press : PressTest()

    @Config(sdk = [29])
    class SeemingCheckIn : SeemingCheckInTest()

    @Config(sdk = [29])
    class Stop : StopTest()

    @Config(sdk = [29])
    class Writing : WritingTest()
}

@RunWith(Enclosed::class)
class On31Test {
    @Config(sdk = [31])
    class CheckIn : CheckInTest()

    @Config(sdk = [31])
    class DirectBoot : DirectBootTest()

    @Config(sdk = [31])
    class Doors : DoorsTest()

    @Config(sdk = [31])
    class Drill : DrillTest()

    @Config(sdk = [31])
    class Keeper : KeeperTest()

    @Config(sdk = [31])
    class Ladder : LadderTest()

    @Config(sdk = [31])
    class Press : PressTest()

    @Config(sdk = [31])
    class SeemingCheckIn : SeemingCheckInTest()

    @Config(sdk = [31])
    class Stop : StopTest()

    @Config(sdk = [31])
    class Writing : WritingTest()
}
