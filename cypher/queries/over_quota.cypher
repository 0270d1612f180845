// title.zh: 谁帮扶的户最超定额
// title.en: Who helps most beyond the quota
// :param active => '在岗'
// :param as_of => date()
// :param in_scope => ['在册', '已脱贫']
// :param posted_quota => -1
// :param rank_quotas => [{quota: 1, ranks: ['科员', '办事员', '一般', '一般干部', '民警', '一级科员', '二级科员', '一级警员', '二级警员']}, {quota: 2, ranks: ['副科', '副主任科员', '三级主任科员', '四级主任科员', '三级警长', '四级警长']}, {quota: 3, ranks: ['正科', '主任科员', '一级主任科员', '二级主任科员', '一级警长', '二级警长']}, {quota: 4, ranks: ['处级', '副处', '副县', '副调研员', '三级调研员', '四级调研员', '三级高级警长', '四级高级警长']}, {quota: 5, ranks: ['厅级', '正厅', '副厅', '正处', '正县', '巡视员', '副巡视员', '调研员', '一级巡视员', '二级巡视员', '一级调研员', '二级调研员', '一级警务专员', '二级警务专员', '一级高级警长', '二级高级警长']}]

MATCH (c:Cadre)-[p:HELPS]->(h:Household)
WHERE c.state = $active AND h.state IN $in_scope AND NOT p.void
  AND (p.start_date IS NULL OR p.start_date <= $as_of)
  AND (p.end_date IS NULL OR p.end_date >= $as_of)
WITH c, count(*) AS households
OPTIONAL MATCH (c)-[s:POSTED_TO]->(:Village)
WHERE (s.start_date IS NULL OR s.start_date <= $as_of)
  AND (s.end_date IS NULL OR s.end_date >= $as_of)
WITH c, households, count(s.key) AS postings
UNWIND $rank_quotas AS rank
WITH c, households, postings, max(CASE WHEN c.rank IN rank.ranks THEN rank.quota END) AS usual
WITH c, households,
  coalesce(c.quota, CASE WHEN postings > 0 AND $posted_quota >= 0 THEN $posted_quota END, usual, 1) AS quota
WHERE households > quota
OPTIONAL MATCH (c)-[:BELONGS_TO]->(u:Unit)
RETURN u.name AS unit, c.id AS cadre, c.name AS name, c.rank AS rank, households, quota, households - quota AS beyond
ORDER BY beyond DESC, households DESC, cadre
