// code: S108
// severity: error
// title.zh: 村没有第一书记，或不止一名
// title.en: Village without a first secretary, or with more than one
// message.zh: 村“{village_name}”有 {number} 名第一书记。
// message.en: First secretaries of village {village_name}: {number}.
// hint.zh: 在“驻村”表中让该村正好有一名在任的第一书记。
// hint.en: See to it that the postings give the village exactly one first secretary in office.
// source.zh: 中共中央组织部等 2015 年关于选派机关优秀干部到村任第一书记的通知：每个贫困村选派一名第一书记；青海省公安厅 2016 年另派一名驻村民警。
// source.en: The 2015 national notice on first secretaries: one for every poor village; the Qinghai department of 2016 sent a resident officer besides.
// population.zh: 帮扶村
// population.en: villages
// over: (v:Village)
// needs: villages, postings
// at: villages.name

MATCH (v:Village)
OPTIONAL MATCH (c:Cadre)-[p:POSTED_TO]->(v)
WHERE c.state = $active AND p.role = 'first_secretary'
  AND (p.start_date IS NULL OR p.start_date <= $as_of)
  AND (p.end_date IS NULL OR p.end_date >= $as_of)
WITH v, count(DISTINCT c.id) AS number
WHERE number <> 1
RETURN v.id AS village, coalesce(v.name, v.id) AS village_name, number
