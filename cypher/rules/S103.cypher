// code: S103
// severity: error
// title.zh: 村没有责任单位
// title.en: Village without a responsible unit
// message.zh: 村“{village_name}”没有责任单位。
// message.en: Village {village_name} has no responsible unit.
// hint.zh: 在“单位结对”表中为该村确定一个责任单位。
// hint.en: Name one responsible unit for the village in the table of twinnings.
// source.zh: 青海省公安厅 2016 年的“1+1帮1”：每个贫困村有一个牵头单位（派出第一书记）和一个责任单位（派出驻村民警）。
// source.en: The “1+1帮1” form of the Qinghai Provincial Public Security Department, 2016: each village has one lead unit, which sent its first secretary, and one responsible unit, which sent its resident officer.
// population.zh: 帮扶村
// population.en: villages
// over: (v:Village)
// needs: villages, twinnings.role
// at: villages.name

MATCH (v:Village)
WHERE NOT EXISTS {
  MATCH (:Unit)-[t:TWINNED_WITH]->(v)
  WHERE t.role = 'responsible'
    AND (t.start_date IS NULL OR t.start_date <= $as_of)
    AND (t.end_date IS NULL OR t.end_date >= $as_of)
}
RETURN v.id AS village, coalesce(v.name, v.id) AS village_name
