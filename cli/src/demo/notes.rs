//! Sentences that people say at doors and somebody writes down.

use super::cast::{Text, text};
use linli_core::domain::vocabulary::VisitOutcome;

/// Notes by outcome, for visits that have no story of their own.
pub(super) const NOTES: &[(VisitOutcome, Text)] = &[
    (
        VisitOutcome::Home,
        text(
            "老人腿脚不便，想在单元门口加个扶手",
            "Bad knees; would like a handrail at the entrance",
        ),
    ),
    (
        VisitOutcome::Home,
        text(
            "刚搬来两个月，不知道垃圾几点收，已告知",
            "Moved in two months ago, did not know the rubbish hours; told them",
        ),
    ),
    (
        VisitOutcome::Home,
        text(
            "孩子中考，晚上希望楼上轻一点",
            "A child is preparing for exams; hopes for quiet upstairs at night",
        ),
    ),
    (
        VisitOutcome::Home,
        text(
            "夫妻都在，领了防诈骗宣传页",
            "Both at home, took the leaflet against fraud",
        ),
    ),
    (
        VisitOutcome::Home,
        text(
            "家里有独居老人，紧急联系人已核对",
            "An elderly person alone; emergency contact checked",
        ),
    ),
    (
        VisitOutcome::Home,
        text(
            "反映水压小，早上七点最明显",
            "Low water pressure, worst at seven in the morning",
        ),
    ),
    (
        VisitOutcome::Home,
        text(
            "电瓶车以前推上楼充，答应不再推上来",
            "Used to charge the e-bike upstairs; promised to stop",
        ),
    ),
    (
        VisitOutcome::Home,
        text("愿意当志愿者，周末有空", "Offers to volunteer at weekends"),
    ),
    (
        VisitOutcome::Home,
        text(
            "正在包馄饨，硬塞了一碗",
            "Was making wontons and would not let go without a bowl being taken",
        ),
    ),
    (
        VisitOutcome::Home,
        text(
            "问加装电梯的事，记下了",
            "Asked about the lift retrofit; noted",
        ),
    ),
    (
        VisitOutcome::Home,
        text(
            "猫跑出来了，一起追了两层楼",
            "The cat got out; two floors of running together",
        ),
    ),
    (
        VisitOutcome::Home,
        text(
            "租客，合同到明年三月，登记已对",
            "Tenant, lease until next March; details agree",
        ),
    ),
    (
        VisitOutcome::NotHome,
        text(
            "门口有快递，没人应",
            "A parcel at the door, nobody answered",
        ),
    ),
    (
        VisitOutcome::NotHome,
        text(
            "隔壁说去杭州看孙子了，下周三回",
            "The neighbour says they are with a grandson in Hangzhou until Wednesday",
        ),
    ),
    (
        VisitOutcome::NotHome,
        text("上班，留了便条", "At work; left a slip of paper"),
    ),
    (
        VisitOutcome::Refused,
        text(
            "隔着门说没空，下次再来",
            "Said through the door: no time, another day",
        ),
    ),
    (
        VisitOutcome::Refused,
        text(
            "怕是推销，没开门，下次请邻居陪同",
            "Feared a salesman and did not open; next time with a neighbour",
        ),
    ),
    (
        VisitOutcome::Moved,
        text(
            "已搬去女儿家，房子准备出租",
            "Moved to the daughter's; the flat is to be let",
        ),
    ),
    (
        VisitOutcome::Vacant,
        text("毛坯，一直没装修", "Bare walls, never finished"),
    ),
    (
        VisitOutcome::Vacant,
        text(
            "空关半年，信箱满了",
            "Empty for half a year, the letterbox is full",
        ),
    ),
];
