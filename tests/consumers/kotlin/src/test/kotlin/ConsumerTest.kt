import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.linli.ErrorCode
import org.linli.LinliException
import org.linli.RootPolicy
import org.linli.VisitDraft
import org.linli.VisitOutcome
import org.linli.Workspace
import org.linli.use
import java.nio.file.Files
import java.nio.file.Path

class ConsumerTest {
    @TempDir
    lateinit var folder: Path

    @Test
    fun `the packages alone are enough`() =
        runBlocking {
            val register = Files.writeString(folder.resolve("register.csv"), "幢,单元,室,户主\n3,1,501,袁某\n")
            Workspace.open(folder.resolve("store"), { ByteArray(32) { 7 } }, ballastBytes = 0).use { store ->
                store.community.createCommunity("月亮湾社区", root = RootPolicy.ONE_OF_ONE)
                store.office.importRegister(register)
                val visit = store.doors.recordVisit(VisitDraft("3-1-501", VisitOutcome.NOT_HOME, note = "晚上再来"))
                val listed = store.doors.listVisits().items.single()
                assertEquals(visit, listed.visit)
                assertEquals("不在家", listed.outcome.zh)
                try {
                    store.doors.household("3-1-999")
                    error("there is no such door")
                } catch (e: LinliException.Input) {
                    assertEquals(ErrorCode.HOUSEHOLD_UNKNOWN, e.code)
                }
            }
        }
}
