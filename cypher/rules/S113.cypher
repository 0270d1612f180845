// code: S113
// severity: warning
// title.zh: 村没有领导联点
// title.en: Village no leader is linked to
// message.zh: 村“{village_name}”没有联点领导。
// message.en: No leader is linked to village {village_name}.
// hint.zh: 在“联点”表中为该村安排一位领导。
// hint.en: Link a leader to the village in the table of liaisons.
// source.zh: 青海省公安厅 2016 年的领导班子成员都有联点的贫困村。
// source.en: The leaders of the Qinghai department each had villages they were linked to in 2016.
// population.zh: 帮扶村
// population.en: villages
// over: (v:Village)
// needs: villages, liaisons
// at: villages.name

MATCH (v:Village)
WHERE NOT EXISTS {
  MATCH (c:Cadre)-[l:LINKED_TO]->(v)
  WHERE c.state = $active
    AND (l.start_date IS NULL OR l.start_date <= $as_of)
    AND (l.end_date IS NULL OR l.end_date >= $as_of)
}
RETURN v.id AS village, coalesce(v.name, v.id) AS village_name
