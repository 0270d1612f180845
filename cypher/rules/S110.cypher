// code: S110
// severity: warning
// title.zh: 驻村工作队人数不足
// title.en: Work team smaller than the policy
// message.zh: 村“{village_name}”的工作队有 {number} 人，至少应有 {least} 人。
// message.en: The work team of village {village_name} has {number} of at least {least} members.
// hint.zh: 增派驻村人员，或在设置中修改“工作队最少人数”。
// hint.en: Post more cadres to the village, or change 工作队最少人数 in the settings.
// source.zh: 青海省公安厅 2016 年每村工作队 2 人；2017 年全国规定不少于 3 人，可在设置中改。
// source.en: Teams of 2 as published in 2016; at least 3 under the national rule of 2017, which the settings can ask for.
// population.zh: 帮扶村
// population.en: villages
// over: (v:Village)
// needs: villages, postings
// at: villages.name

MATCH (v:Village)
OPTIONAL MATCH (c:Cadre)-[p:POSTED_TO]->(v)
WHERE c.state = $active
  AND (p.start_date IS NULL OR p.start_date <= $as_of)
  AND (p.end_date IS NULL OR p.end_date >= $as_of)
WITH v, count(DISTINCT c.id) AS number
WHERE number < $team_size
RETURN v.id AS village, coalesce(v.name, v.id) AS village_name, number, $team_size AS least
