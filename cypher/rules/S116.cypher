// code: S116
// severity: error
// title.zh: 一名干部同时驻多个村
// title.en: Cadre posted in more than one village at once
// message.zh: 干部{cadre_name}（{unit_name}）同时驻 {number} 个村：{village_names}。
// message.en: {cadre_name} ({unit_name}) is posted in {number} villages at once: {village_names}.
// hint.zh: 只留一个驻村记录，其余填上结束日期。
// hint.en: Keep one posting and give the others an end date.
// source.zh: 驻村干部吃住在村，一人不能同时驻两个村。
// source.en: A posted cadre lives in the village: nobody can be in two.
// population.zh: 在任的驻村干部
// population.en: postings in force
// over: (c:Cadre)-[p:POSTED_TO]->(:Village)
//   WHERE c.state = $active
//   AND (p.start_date IS NULL OR p.start_date <= $as_of)
//   AND (p.end_date IS NULL OR p.end_date >= $as_of)
// needs: postings
// at: cadres.name

MATCH (c:Cadre)-[p:POSTED_TO]->(v:Village)
WHERE c.state = $active
  AND (p.start_date IS NULL OR p.start_date <= $as_of)
  AND (p.end_date IS NULL OR p.end_date >= $as_of)
WITH c, count(DISTINCT v.id) AS number, collect(DISTINCT v.id) AS villages,
  collect(DISTINCT coalesce(v.name, v.id)) AS village_names
WHERE number > 1
OPTIONAL MATCH (c)-[:BELONGS_TO]->(u:Unit)
RETURN c.id AS cadre, villages, coalesce(c.name, c.id) AS cadre_name, coalesce(u.name, u.id) AS unit_name, number,
  village_names
