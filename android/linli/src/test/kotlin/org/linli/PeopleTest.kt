package org.linli

import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.nio.file.Path
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertNotNull

/** Who is there: a new phone, a further role, a handover. */
class PeopleTest {
    @TempDir
    lateinit var folder: Path

    private val stairwell = ScopeName.Stairwell("3-1")

    @Test
    fun `another phone of a member goes on under his name, and another member takes over`() =
        live {
            office(folder).use { office ->
                phone(folder.resolve("old"), office).use { old ->
                    val wang = assertNotNull(old.identity().member)
                    open(folder.resolve("new")).use { new ->
                        val enrolment = new.community.join(office.community.inviteDevice(wang))
                        val early = assertFailsWith<LinliException> { office.community.admit(enrolment, "123456") }
                        assertEquals(ErrorCode.CHALLENGE_MISSING, early.code)
                        val digits = new.community.answerChallenge(office.community.challenge(enrolment))
                        assertEquals(wang, office.community.admit(enrolment, digits).member)
                        new.exchange.receive(office.exchange.bundle(new.exchange.request()))
                        val me = new.identity()
                        assertEquals(listOf("王桂芳", "月亮湾社区"), listOf(me.name, me.communityName))
                        val said = Said("3幢1单元", "building 3, stairwell 1")
                        assertEquals(listOf(GrantView(Role.BUILDING_LEADER, stairwell, said, false)), me.grants)
                    }
                    val compound = ScopeName.Compound("月亮湾")
                    office.community.grant(wang, Role.COMMITTEE, compound)
                    phone(folder.resolve("second"), office, Role.SOCIAL_WORKER, compound).use { second ->
                        val liu = assertNotNull(second.identity().member)
                        assertEquals(0L, office.community.handover(wang, liu, stairwell).callBacks)
                        val first = office.community.members(limit = 2)
                        val rest = office.community.members(limit = 2, after = assertNotNull(first.next))
                        val members = (first.items + rest.items).associateBy { it.member }
                        assertEquals(listOf(true, false), members.getValue(wang).grants.map { it.removed })
                        assertEquals(listOf(false, false), members.getValue(wang).devices.map { it.removed })
                        assertEquals(2, members.getValue(liu).grants.size)
                    }
                }
                assertEquals(emptyList(), office.community.grids())
            }
        }
}
