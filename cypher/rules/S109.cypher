// code: S109
// severity: error
// title.zh: 村没有驻村民警
// title.en: Village without a resident officer
// message.zh: 村“{village_name}”没有驻村民警。
// message.en: Village {village_name} has no resident officer.
// hint.zh: 在“驻村”表中为该村派一名驻村民警。
// hint.en: Post a resident officer to the village in the table of postings.
// source.zh: 中共中央组织部等 2015 年关于选派机关优秀干部到村任第一书记的通知：每个贫困村选派一名第一书记；青海省公安厅 2016 年另派一名驻村民警。
// source.en: The 2015 national notice on first secretaries: one for every poor village; the Qinghai department of 2016 sent a resident officer besides.
// population.zh: 帮扶村
// population.en: villages
// over: (v:Village)
// needs: villages, postings
// at: villages.name

MATCH (v:Village)
WHERE NOT EXISTS {
  MATCH (c:Cadre)-[p:POSTED_TO]->(v)
  WHERE c.state = $active AND p.role = 'resident_officer'
    AND (p.start_date IS NULL OR p.start_date <= $as_of)
    AND (p.end_date IS NULL OR p.end_date >= $as_of)
}
RETURN v.id AS village, coalesce(v.name, v.id) AS village_name
