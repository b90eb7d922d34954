/* A day's work of two people, each with a store of his own: found, import, join, visit, exchange, list, back up, restore. */
#include "check.h"

#include <stdio.h>
#include <string.h>

static const char register_csv[] = "幢,单元,室,户主,身份,电话,面积\n"
                                   "3,1,501,王建国,业主,13800000501,89.12\n"
                                   "3,1,502,李秀英,业主,13800000502,89.12\n"
                                   "3,1,601,陈明,业主,13800000601,91.5\n";

/* The key that a keeper was given, and whether it takes it. */
struct keeper {
    int refuses;
    unsigned calls;
    unsigned char key[LINLI_KEY_LENGTH];
};

static int keep(void *user_data, const unsigned char *key, size_t key_len)
{
    struct keeper *keeper = (struct keeper *)user_data;
    keeper->calls++;
    CHECK(key_len == LINLI_KEY_LENGTH);
    memcpy(keeper->key, key, sizeof keeper->key);
    return keeper->refuses;
}

/* The office founds the community, takes the register in, and lets the leader join. */
static void found(linli_store office, linli_store leader)
{
    char text[8192], challenge[8192], digits[64];
    write_text("register.csv", register_csv);
    CHECK(is_ok(ask(office, "{\"op\":\"create_community\",\"name\":\"月亮湾社区\",\"compound\":\"月亮湾\"}")));
    CHECK(is_error(ask(office, "{\"op\":\"create_community\",\"name\":\"月亮湾社区\"}"), "already_joined", NULL));
    CHECK(holds(ask(office, "{\"op\":\"import_register\",\"file\":\"%s\"}", path_of("register.csv")), "\"imported\":3"));
    CHECK(is_error(ask(office, "{\"op\":\"import_register\",\"file\":\"%s\"}", path_of("none.csv")), "file_not_found", NULL));
    snprintf(text, sizeof text, "%s",
             value_of(ask(office, "{\"op\":\"invite\",\"role\":\"building_leader\",\"name\":\"李阿姨\","
                                  "\"scope\":{\"stairwell\":\"3-1\"}}"),
                      "invitation"));
    snprintf(challenge, sizeof challenge, "%s", text);
    snprintf(text, sizeof text, "%s",
             value_of(ask(leader, "{\"op\":\"join\",\"invitation\":\"%s\"}", challenge), "enrolment"));
    snprintf(challenge, sizeof challenge, "%s",
             value_of(ask(office, "{\"op\":\"challenge\",\"enrolment\":\"%s\"}", text), "challenge"));
    snprintf(digits, sizeof digits, "%s",
             value_of(ask(leader, "{\"op\":\"answer_challenge\",\"challenge\":\"%s\"}", challenge), "digits"));
    CHECK(is_ok(ask(office, "{\"op\":\"admit\",\"enrolment\":\"%s\",\"digits\":\"%s\"}", text, digits)));
}

/* One hands the other everything that he may have and lacks. */
static void hand_over(linli_store from, linli_store to, const char *name)
{
    char request[8192];
    snprintf(request, sizeof request, "%s", value_of(ask(to, "{\"op\":\"request\"}"), "request"));
    CHECK(is_ok(ask(from, "{\"op\":\"bundle\",\"for\":\"%s\",\"file\":\"%s\"}", request, path_of(name))));
    CHECK(is_ok(ask(to, "{\"op\":\"receive\",\"file\":\"%s\"}", path_of(name))));
}

static void restore(linli_store office)
{
    struct keeper refusing = {1, 0, {0}}, keeper = {0, 0, {0}};
    linli_store restored = 0;
    const char *file = path_of("office.backup");
    const char *folder = path_of("restored");
    char code[512];
    snprintf(code, sizeof code, "%s", value_of(ask(office, "{\"op\":\"backup\",\"file\":\"%s\"}", file), "code"));
    CHECK(is_error(linli_restore(file, code, folder, keep, &refusing), "key_not_kept", NULL));
    CHECK(refusing.calls == 1);
    CHECK(is_ok(linli_restore(file, code, folder, keep, &keeper)));
    CHECK(keeper.calls == 1);
    CHECK(is_error(linli_restore(file, code, folder, keep, &keeper), "store_exists", NULL));
    CHECK(memcmp(keeper.key, test_key, sizeof test_key) == 0);
    CHECK(is_ok(linli_open(folder, keeper.key, sizeof keeper.key, NULL, &restored)));
    CHECK(holds(ask(restored, "{\"op\":\"list_visits\"}"), "楼道里堆着纸箱"));
    CHECK(is_ok(linli_close(restored)));
}

void test_day(void)
{
    linli_store office = open_in("office"), leader = open_in("leader");
    char visit[128], record[128];
    found(office, leader);
    hand_over(office, leader, "to-leader.bundle");
    CHECK(holds(ask(leader, "{\"op\":\"round_list\",\"stairwell\":\"3-1\"}"), "\"household\":\"3-1-601\""));
    snprintf(visit, sizeof visit, "%s",
             value_of(ask(leader, "{\"op\":\"record_visit\",\"household\":\"3-1-501\",\"outcome\":\"home\","
                                  "\"mode\":\"door\",\"note\":\"楼道里堆着纸箱\"}"),
                      "visit"));
    CHECK(is_error(ask(leader, "{\"op\":\"record_visit\",\"household\":\"3-1-502\"}"), "field_missing", "outcome"));
    CHECK(is_error(ask(leader, "{\"op\":\"record_visit\",\"household\":\"3-1-999\",\"outcome\":\"home\"}"),
                   "household_unknown", "household"));
    snprintf(record, sizeof record, "%s",
             value_of(ask(leader, "{\"op\":\"correct\",\"record\":\"%s\",\"fields\":{\"met\":\"王建国\"},\"reason\":\"补记\"}",
                          visit),
                      "record"));
    CHECK(record[0] != '\0');
    CHECK(holds(ask(leader, "{\"op\":\"list_visits\",\"household\":\"3-1-501\"}"), "\"corrected\":true"));
    CHECK(is_ok(ask(leader, "{\"op\":\"collect_topic\",\"source\":\"visit\",\"title\":\"楼道堆物\","
                            "\"text\":\"五楼楼道长期堆放纸箱\",\"household\":\"3-1-501\"}")));
    hand_over(leader, office, "to-office.bundle");
    CHECK(holds(ask(office, "{\"op\":\"list_visits\"}"), visit));
    CHECK(holds(ask(office, "{\"op\":\"list_topics\"}"), "楼道堆物"));
    CHECK(holds(ask(office, "{\"op\":\"verify\"}"), "\"failures\":[]"));
    restore(office);
    CHECK(is_ok(linli_close(leader)));
    CHECK(is_ok(linli_close(office)));
}
