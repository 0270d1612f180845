// code: S112
// severity: warning
// title.zh: 单位没有结对村
// title.en: Unit twinned with no village
// message.zh: 单位“{unit_name}”没有结对任何村。
// message.en: Unit {unit_name} is twinned with no village.
// hint.zh: 在“单位结对”表中为该单位安排一个村。
// hint.en: Twin the unit with a village in the table of twinnings.
// source.zh: 青海省公安厅 2016 年 27 个单位的党组织都与贫困村结对共建。
// source.en: All 27 party organisations of the Qinghai department were twinned with villages in 2016.
// population.zh: 单位
// population.en: units
// over: (u:Unit)
// needs: units, twinnings
// at: units.name

MATCH (u:Unit)
WHERE NOT EXISTS {
  MATCH (u)-[t:TWINNED_WITH]->(:Village)
  WHERE (t.start_date IS NULL OR t.start_date <= $as_of)
    AND (t.end_date IS NULL OR t.end_date >= $as_of)
}
RETURN u.id AS unit, coalesce(u.name, u.id) AS unit_name
