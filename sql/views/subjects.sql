-- Each count with what its clause is about, where the measure alone does not say it: 431 facilities are sites of testing, 6 rounds are rounds of it.
-- The words that tell one subject from another stand here, so that the marts of the response need none.
-- scope: Which cases are counted: all, or those that the item calls local, imported, critical, severe, moderate or mild.
-- on_testing: Whether the clause is about testing.
-- on_tracing: Whether the clause is about tracing chains of transmission and contacts.
-- on_checkpoints: Whether the item is a checkpoint.
-- on_zones: Whether the clause is about areas under control.
-- on_isolation: Whether the clause is about quarantine or medical observation.
-- on_devices: Whether the item is a device that watches a door or a room.
-- on_release: Whether the clause is about the end of quarantine or observation.
-- on_codes: Whether the clause is about health codes, place codes or scanning them.
-- on_care: Whether the clause is about patients and their treatment.
-- on_hospitals: Whether the item is a hospital or a part of one.
-- on_vaccination: Whether the clause is about vaccines or vaccinating.
-- on_party: Whether the item is a body of the party.
-- on_volunteering: Whether the clause is about volunteers.
-- on_giving: Whether the clause is about giving or raising goods or money.
-- on_media: Whether the clause is about broadcasts, films and posts.
-- on_resumption: Whether the sentence is about work that stopped or resumed.
-- on_downtime: Whether the item is a stop of work or a delay.
-- on_workers: Whether the clause is about workers of an enterprise, or their hiring.
with said as (
    -- What a clause names in 《》 is a title, not its subject.
    select evidence.*, concat(item, ' ', regexp_replace(clause, '《[^》]*》', '', 'g')) as about
    from evidence
)

select
    day,
    date_start,
    date_end,
    published_on,
    place,
    place_code,
    actor,
    measure,
    aspect,
    value,
    value_high,
    modifier,
    unit,
    item,
    text,
    status,
    sentence,
    part,
    source_name,
    doc_id,
    raw_start,
    raw_end,
    count_id,
    part_of,
    case
        when regexp_matches(coalesce(item, ''), '本土|本地|关联') then 'local'
        when regexp_matches(coalesce(item, ''), '境外|输入') then 'imported'
        when regexp_matches(coalesce(item, ''), '危重') then 'critical'
        when regexp_matches(coalesce(item, ''), '重症|重型') then 'severe'
        when regexp_matches(coalesce(item, ''), '普通') then 'moderate'
        when regexp_matches(coalesce(item, ''), '轻症|轻型') then 'mild'
        else 'all'
    end as scope,
    regexp_matches(about, '核酸|抗原|采样|检出|样本|轮.{0,6}检测') as on_testing,
    regexp_matches(about, '流调|溯源|密接|密切接触|时空伴随|传播链|轨迹') as on_tracing,
    regexp_matches(coalesce(item, ''), '卡口|检查点|检疫站') as on_checkpoints,
    regexp_matches(about, '封控区|管控区|防范区|风险区|风险地区') as on_zones,
    regexp_matches(about, '隔离|医学观察|留观') as on_isolation,
    regexp_matches(coalesce(item, ''), '门禁|门磁|报警器|摄像头|手环') as on_devices,
    regexp_matches(about, '解除') as on_release,
    regexp_matches(about, '健康码|场所码|行程码|[扫亮双赋红黄绿]码') as on_codes,
    regexp_matches(about, '救治|治疗|治愈|出院|收治|会诊|定点医院|中医|患者') as on_care,
    regexp_matches(coalesce(item, ''), '医院|门诊|卫生院|卫生室|病房|诊室|方舱') as on_hospitals,
    regexp_matches(about, '疫苗|接种') as on_vaccination,
    regexp_matches(coalesce(item, ''), '党') as on_party,
    regexp_matches(about, '志愿') as on_volunteering,
    regexp_matches(about, '捐|募集|募捐|筹款|赠送') as on_giving,
    regexp_matches(about, '直播|短视频|短剧|点击|阅读量|播放|推文') as on_media,
    regexp_matches(sentence, '复工|复产|停工|停产|返岗|满岗') as on_resumption,
    regexp_matches(coalesce(item, ''), '停工|停产|停业|耽搁') as on_downtime,
    regexp_matches(about, '[员职用]工([^作]|$)|农民工|务工人员|从业|招聘|招录') as on_workers
from said
