"""Items, measures and aspects of the numbers in sentences of the kind that papers print: what an editor would write into the table."""

import pytest
from test_counts import counts

CRIMES = "盗窃犯罪、诈骗犯罪、抢劫犯罪、伪造货币犯罪、虚开增值税专用发票犯罪、破坏金融管理秩序犯罪"
# (text, value, item, measure, aspect)
PRINTED = [
    ("全省累计死亡12例。目前仍在院治疗420例，其中重型7例。", 420, "治疗", "cases_confirmed", "current"),
    ("累计追踪到密切接触者963人，当日解除隔离医学观察28人。", 28, "解除隔离医学观察", "quarantined", "incremental"),
    ("截至5月9日24时，全市累计报告新冠肺炎确诊病例412例。", 412, "新冠肺炎确诊病例", "cases_confirmed", "cumulative"),
    ("其中境外输入病例18例，本土病例394例。", 18, "境外输入病例", "cases_confirmed", "cumulative"),
    ("全市现有住院新冠肺炎确诊病例26例，其中重型2例。", 26, "住院新冠肺炎确诊病例", "cases_confirmed", "current"),
    ("全市现有住院新冠肺炎确诊病例26例，其中重型2例。", 2, "重型", "cases_confirmed", "current"),
    ("当日治愈出院11例，解除隔离医学观察304人。", 11, "治愈出院", "cases_cured", "incremental"),
    ("当日治愈出院11例，解除隔离医学观察304人。", 304, "解除隔离医学观察", "quarantined", "incremental"),
    ("全区已设置核酸采样点216个，配备采样人员1380名。", 216, "核酸采样点", "facilities", "current"),
    ("全区已设置核酸采样点216个，配备采样人员1380名。", 1380, "采样人员", "staff", "current"),
    ("县里从机关单位抽调320名干部职工下沉到社区。", 320, "干部职工", "staff", "cumulative"),
    ("市教育局派出督导组12个。", 12, "督导组", "teams", "cumulative"),
    ("截至目前，全市共排查重点场所2.3万家。", 23000, "重点场所", "facilities", "cumulative"),
    ("第三轮全员核酸检测共采样84.6万人次，检出阳性7例。", 846000, "采样", "tests", "cumulative"),
    ("第三轮全员核酸检测共采样84.6万人次，检出阳性7例。", 7, "阳性", "positives", "incremental"),
    ("追踪到密切接触者561人，已全部落实集中隔离。", 561, "密切接触者", "close_contacts", "cumulative"),
    ("目前尚有138名密切接触者正在接受医学观察。", 138, "密切接触者", "close_contacts", "current"),
    ("全市累计接种新冠疫苗623.5万剂次。", 6235000, "接种新冠疫苗", "vaccinations", "cumulative"),
    ("60岁以上老年人疫苗接种率达87.4%。", 87.4, "老年人疫苗接种率", "vaccinations", "rate"),
    ("全市定点医院储备床位1450张。", 1450, "床位", "beds", "current"),
    ("新区计划建设方舱医院2座。", 2, "方舱医院", "facilities", "target"),
    ("爱心企业捐赠医用口罩3万只、防护服500套。", 30000, "医用口罩", "donations", "cumulative"),
    ("爱心企业捐赠医用口罩3万只、防护服500套。", 500, "防护服", "donations", "cumulative"),
    ("商会会员单位捐款86万元。", 860000, "商会会员单位捐款", "donations", "cumulative"),
    ("县里划定封控区3个、管控区5个。", 3, "封控区", "zones", "cumulative"),
    ("县里划定封控区3个、管控区5个。", 5, "管控区", "zones", "cumulative"),
    ("1至4月，全市规模以上工业增加值同比增长7.8%。", 7.8, "规模以上工业增加值同比增长", "economy_rate", "rate"),
    ("固定资产投资增长9.3%，比上年同期提高2.1个百分点。", 9.3, "固定资产投资增长", "economy_rate", "rate"),
    ("一季度全市实现地区生产总值586.2亿元。", 58620000000, "地区生产总值", "economy_value", "cumulative"),
    ("社会消费品零售总额达到213.7亿元，同比下降3.5%。", 21370000000, "社会消费品零售总额", "economy_value", "cumulative"),
    ("社会消费品零售总额达到213.7亿元，同比下降3.5%。", 3.5, "社会消费品零售总额同比下降", "economy_rate", "rate"),
    ("全年计划实施重点项目132个，总投资860亿元。", 132, "重点项目", "projects", "target"),
    ("已有76个重点项目开工建设。", 76, "重点项目", "projects", "cumulative"),
    ("园区已复工规模以上工业企业318家，复工率96.5%。", 96.5, "复工率", "economy_rate", "rate"),
    ("该厂年产能达到20万台。", 200000, "产能", "production", "rate"),
    ("今年以来，全县新增市场主体3200户。", 3200, "市场主体", "enterprises", "incremental"),
    ("银行发放贷款4.6亿元，惠及小微企业820家。", 460000000, "贷款", "economy_value", "cumulative"),
    ("银行发放贷款4.6亿元，惠及小微企业820家。", 820, "小微企业", "enterprises", "cumulative"),
    ("全市发放消费券2000万元，带动消费1.8亿元。", 20000000, "消费券", "economy_value", "cumulative"),
    ("全市发放消费券2000万元，带动消费1.8亿元。", 180000000, "消费", "sales", "cumulative"),
    ("帮助企业解决用工、物流等问题460个。", 460, "问题", "other", "cumulative"),
    ("线上招聘会提供岗位1.2万个。", 12000, "岗位", "other", "cumulative"),
    ("小程序上线三天，访问量突破50万人次。", 3, "小程序上线", "duration", "none"),
    ("小程序上线三天，访问量突破50万人次。", 500000, "访问量", "media_reach", "cumulative"),
    ("医疗队员们在方舱医院连续奋战了42天。", 42, "连续奋战", "duration", "none"),
    ("仅用9天时间建成了应急医院。", 9, "建成了应急医院用时", "duration", "none"),
    ("72小时内完成了全部流调。", 72, "完成了全部流调", "duration", "none"),
    ("时隔一年半，剧院重新开放。", 1.5, "间隔", "duration", "none"),
    ("大桥全长2.6公里，桥面宽24米。", 2.6, "全长", "distance_area", "none"),
    ("改造老旧小区38个，惠及居民1.1万户。", 38, "老旧小区", "other", "cumulative"),
    ("改造老旧小区38个，惠及居民1.1万户。", 11000, "居民", "households", "cumulative"),
    ("全市共有6个县区、87个乡镇。", 6, "县区", "other", "current"),
    ("全市共有6个县区、87个乡镇。", 87, "乡镇", "other", "current"),
    ("全市1.6万名党员干部到社区报到。", 16000, "党员干部", "party_members", "cumulative"),
    ("1200多名青年志愿者走上街头。", 1200, "青年志愿者", "volunteers", "current"),
    ("各村组建志愿服务队64支。", 64, "志愿服务队", "teams", "cumulative"),
    ("老人今年92岁高龄。", 92, "年龄", "age", "none"),
    ("客服热线每天接到电话300多个。", 300, "电话", "frequency", "rate"),
    ("话题阅读量超过2.1亿次。", 210000000, "话题阅读量", "media_reach", "cumulative"),
    ("全市发现阳性感染者2例。", 2, "阳性感染者", "positives", "incremental"),
    ("3月21日，无新增死亡病例。", 0, "死亡病例", "cases_deaths", "incremental"),
    ("目前全县在院确诊病例实现清零。", 0, "在院确诊病例", "cases_confirmed", "current"),
    ("死亡、治愈分别为2例、30例。", 30, "治愈", "cases_cured", "cumulative"),
    ("企业用工缺口约800人。", 800, "企业用工缺口", "staff", "current"),
    ("力争全年粮食产量稳定在300万吨以上。", 3000000, "粮食产量", "production", "target"),
    ("早稻播种面积达45万亩。", 450000, "早稻播种面积", "distance_area", "none"),
    ("全市道路运输企业恢复班线210条。", 210, "班线", "other", "cumulative"),
    ("省里安排专项资金1.5亿元支持春耕。", 150000000, "专项资金", "economy_value", "cumulative"),
    ("全县脱贫人口人均纯收入1.3万元。", 13000, "人口人均纯收入", "economy_value", "rate"),
    ("汽车整车销量18.9万辆，同比增长31%。", 189000, "汽车整车销量", "sales", "cumulative"),
    ("汽车整车销量18.9万辆，同比增长31%。", 31, "汽车整车销量同比增长", "economy_rate", "rate"),
    ("高新技术产业占比达四成。", 40, "高新技术产业", "economy_rate", "rate"),
    ("目前有56名患者在院治疗，其中重症4名。", 56, "患者", "cases_confirmed", "current"),
    ("目前有56名患者在院治疗，其中重症4名。", 4, "重症", "cases_confirmed", "current"),
    ("投入消防救援力量230人、车辆41台。", 230, "消防救援力量", "staff", "cumulative"),
    ("紧急转移群众1.2万人。", 12000, "群众", "population", "cumulative"),
    ("受灾人口4.3万人，倒塌房屋12间。", 43000, "受灾人口", "population", "cumulative"),
    ("法院审结案件2310件，结案率94%。", 2310, "案件", "other", "cumulative"),
    ("法院审结案件2310件，结案率94%。", 94, "结案率", "other", "rate"),
    ("图书馆藏书达120万册。", 1200000, "图书馆藏书", "other", "current"),
    ("水库蓄水量3.5亿立方米。", 350000000, "水库蓄水量", "other", "current"),
    ("全市3名专家24小时值守。", 24, "值守", "duration", "none"),
    ("预计5月底前新建充电桩2000个。", 2000, "充电桩", "facilities", "target"),
    ("累计为2900多家企业减税5.4亿元。", 540000000, "减税", "economy_value", "cumulative"),
    ("累计为2900多家企业减税5.4亿元。", 2900, "企业", "enterprises", "cumulative"),
    ("长沙新增感染者3例，均已隔离；2例确诊病例治愈出院。", 2, "确诊病例", "cases_cured", "incremental"),
    ("3月2日、3日分别新增4例、6例。", 6, None, "cases_confirmed", "incremental"),
    ("全市已为住户安装“智能门磁”1.7万个。", 17000, "智能门磁", "facilities", "cumulative"),
    ("新增无症状感染者11例，其中9例系集中隔离人员核酸检测发现。", 9, "无症状感染者", "cases_asymptomatic", "incremental"),
    ("现有职工1680人，其中医师236人、博士41人。", 41, "博士", "staff", "current"),
    ("3个乡镇21个行政村4200余人受灾。", 4200, "受灾", "population", "cumulative"),
    ("森林覆盖率从2015年的58.3%提高到64.1%。", 58.3, "森林覆盖率", "other", "rate"),
    ("森林覆盖率从2015年的58.3%提高到64.1%。", 64.1, "森林覆盖率", "other", "rate"),
    ("全线桥隧比达67%。", 67, "全线桥隧比", "other", "rate"),
    ("学校共有3个年级28个班。", 3, "年级", "other", "current"),
    ("大棚亩均增收3000元。", 3000, "增收", "economy_value", "rate"),
    ("累计治愈出院201例，尚有111例在定点医院治疗。", 111, "治疗", "cases_confirmed", "current"),
    ("清运垃圾86车次350吨。", 350, "垃圾", "other", "cumulative"),
    ("专班每周调度一次。", 1, "调度", "frequency", "rate"),
    ("银匠带着6名徒弟赶制一批订单。", 6, "徒弟", "population", "none"),
    ("光微信群就建了7个。", 7, "微信群", "other", "none"),
    ("31省区市新增确诊病例12例。", 31, "省区市", "other", "current"),
    ("全镇辖5镇12村。", 5, "镇", "other", "none"),
    ("地方一般公共预算收入57.5亿元。", 5750000000, "地方一般公共预算收入", "economy_value", "cumulative"),
    ("工业增加值同比（下同）增长11.2%。", 11.2, "工业增加值增长", "economy_rate", "rate"),
    ("全省培育百亿企业3家。", 3, "企业", "enterprises", "cumulative"),
    ("实验室日检样本2000份。", 2000, "样本", "tests", "rate"),
    ("队员身高一米八。", 1.8, "身高", "distance_area", "none"),
    ("每公斤2元5角。", 2.5, None, "economy_value", "rate"),
    ("全县开展2次日常巡查。", 2, "日常巡查", "frequency", "cumulative"),
    ("截至3月底，境外输入累计确诊病例21例、治愈19例、死亡0例。", 19, "治愈", "cases_cured", "cumulative"),
    ("城镇新增就业1.9万人。", 19000, "新增就业", "population", "incremental"),
    ("全市新能源汽车产量同比增长1.2倍。", 1.2, "新能源汽车产量同比增长", "economy_rate", "rate"),
    ("进出口总额占全省的三成。", 30, "进出口总额", "economy_rate", "rate"),
    ("截至7月1日，全县共有集中隔离点14个、隔离房间2100间。", 14, "集中隔离点", "facilities", "current"),
    ("截至7月1日，全县共有集中隔离点14个、隔离房间2100间。", 2100, "隔离房间", "beds", "current"),
    ("累计派出流调队员236人次，追踪密接者1870名。", 1870, "密接者", "close_contacts", "cumulative"),
    ("某区对6个小区实行封闭管理，涉及居民1.2万户、3.4万人。", 6, "小区", "other", "none"),
    ("某区对6个小区实行封闭管理，涉及居民1.2万户、3.4万人。", 34000, "居民", "population", "current"),
    ("昨日新增治愈出院病例5例，其中重型1例。", 5, "治愈出院病例", "cases_cured", "incremental"),
    ("全市在院治疗的确诊病例降至12例。", 12, "确诊病例", "cases_confirmed", "current"),
    ("目前有4名患者病情危重。", 4, "患者", "cases_confirmed", "current"),
    ("县医院新增负压病房20间。", 20, "负压病房", "beds", "incremental"),
    ("疾控中心24小时内完成了312份样本检测。", 312, "样本检测", "tests", "cumulative"),
    ("各乡镇共设立卡口112处，值守人员680人。", 112, "卡口", "facilities", "cumulative"),
    ("各乡镇共设立卡口112处，值守人员680人。", 680, "值守人员", "staff", "current"),
    ("社会各界捐赠资金320万元、物资价值86万元。", 3200000, "社会各界捐赠资金", "donations", "cumulative"),
    ("社会各界捐赠资金320万元、物资价值86万元。", 860000, "物资", "donations", "cumulative"),
    ("该企业每天生产防护服8000套。", 8000, "生产防护服", "production", "rate"),
    ("前三季度全市财政总收入达62.8亿元，同比增长5.1%。", 6280000000, "财政总收入", "economy_value", "cumulative"),
    ("前三季度全市财政总收入达62.8亿元，同比增长5.1%。", 5.1, "财政总收入同比增长", "economy_rate", "rate"),
    ("新登记企业4120户，增长18.6%。", 4120, "企业", "enterprises", "cumulative"),
    ("新登记企业4120户，增长18.6%。", 18.6, "企业增长", "economy_rate", "rate"),
    ("全市规上工业企业利润总额增长22%，增速居全省第三位。", 22, "规上工业企业利润总额增长", "economy_rate", "rate"),
    ("全市规上工业企业利润总额增长22%，增速居全省第三位。", 3, "增速", "ordinal_round", "none"),
    ("全年完成技改投资48亿元，完成年度计划的104%。", 4800000000, "技改投资", "economy_value", "cumulative"),
    ("该项目总投资12亿元，达产后年产值可达30亿元。", 1200000000, "项目总投资", "economy_value", "cumulative"),
    ("港口完成货物吞吐量1560万吨。", 15600000, "货物吞吐量", "economy_value", "cumulative"),
    ("直播带货销售脐橙3.2万公斤。", 32000, "销售脐橙", "sales", "cumulative"),
    ("全市建成5G基站2600个。", 2600, "基站", "facilities", "cumulative"),
    ("发放稳岗补贴1.1亿元，惠及职工9.6万人。", 110000000, "稳岗补贴", "economy_value", "cumulative"),
    ("发放稳岗补贴1.1亿元，惠及职工9.6万人。", 96000, "职工", "staff", "cumulative"),
    ("全县78个贫困村全部出列。", 78, "贫困村", "other", "cumulative"),
    ("全县86%的企业已经复工。", 86, "企业", "enterprises", "rate"),
    ("党员突击队连续作战36小时。", 36, "连续作战", "duration", "none"),
    ("从接报到处置完毕仅用了25分钟。", 25, "用时", "duration", "none"),
    ("街道组织8支志愿服务队、260名志愿者上门服务。", 8, "志愿服务队", "teams", "cumulative"),
    ("街道组织8支志愿服务队、260名志愿者上门服务。", 260, "志愿者", "volunteers", "cumulative"),
    ("今年计划改造农村公路320公里。", 320, "农村公路", "distance_area", "target"),
    ("全市粮食播种面积稳定在410万亩以上。", 4100000, "粮食播种面积", "distance_area", "none"),
    ("景区接待游客3.6万人次，实现旅游收入210万元。", 36000, "游客", "population", "cumulative"),
    ("景区接待游客3.6万人次，实现旅游收入210万元。", 2100000, "旅游收入", "economy_value", "cumulative"),
    ("短视频播放量突破800万次，点赞12万个。", 8000000, "短视频播放量", "media_reach", "cumulative"),
    ("短视频播放量突破800万次，点赞12万个。", 120000, "点赞", "media_reach", "cumulative"),
    ("会议听取了3个方面的汇报。", 3, "方面", "other", "none"),
    ("消防部门出动消防车18辆、指战员96名。", 18, "消防车", "supplies", "cumulative"),
    ("消防部门出动消防车18辆、指战员96名。", 96, "指战员", "staff", "cumulative"),
    ("确诊病例中，男性31例，女性24例。", 31, "男性", "cases_confirmed", "cumulative"),
    ("全省17个市州中有12个已连续14天无新增。", 14, "无新增", "duration", "none"),
    ("对接触人员开展了4轮核酸检测。", 4, "核酸检测", "ordinal_round", "none"),
    ("全市累计排查涉疫重点人员1.8万人，全部落实管控措施。", 18000, "涉疫重点人员", "population", "cumulative"),
    ("县融媒体中心推出战疫短视频46条，总浏览量达1200万人次。", 46, "战疫短视频", "other", "cumulative"),
    ("县融媒体中心推出战疫短视频46条，总浏览量达1200万人次。", 12000000, "总浏览量", "media_reach", "cumulative"),
    ("全镇29个村（社区）共设卡点63个。", 29, "村", "other", "current"),
    ("全镇29个村（社区）共设卡点63个。", 63, "卡点", "facilities", "cumulative"),
    ("市红十字会接收捐赠款物折合人民币1560万元。", 15600000, "款物", "donations", "cumulative"),
    ("首批援助物资共计18吨，价值92万元。", 18, "援助物资", "supplies", "cumulative"),
    ("医院腾空病床300张，新建方舱病床1200张。", 300, "病床", "beds", "current"),
    ("医院腾空病床300张，新建方舱病床1200张。", 1200, "方舱病床", "beds", "cumulative"),
    ("省疾控中心派出4支流调队、56名流调队员驰援该市。", 4, "流调队", "teams", "cumulative"),
    ("省疾控中心派出4支流调队、56名流调队员驰援该市。", 56, "流调队员", "staff", "cumulative"),
    ("昨日全市完成核酸检测312.4万管，混检阳性6管。", 3124000, "核酸检测", "tests", "cumulative"),
    ("7天内有中高风险地区旅居史的人员须隔离14天。", 14, "须隔离", "duration", "none"),
    ("5月，全市用电量8.6亿千瓦时，同比增长4.7%。", 860000000, "用电量", "economy_value", "cumulative"),
    ("5月，全市用电量8.6亿千瓦时，同比增长4.7%。", 4.7, "用电量同比增长", "economy_rate", "rate"),
    ("引进项目57个，合同引资236亿元。", 57, "项目", "projects", "cumulative"),
    ("引进项目57个，合同引资236亿元。", 23600000000, "引资", "economy_value", "cumulative"),
    ("截至6月底，全市实有市场主体34.2万户，较年初增长6.1%。", 342000, "市场主体", "enterprises", "current"),
    ("截至6月底，全市实有市场主体34.2万户，较年初增长6.1%。", 6.1, "市场主体增长", "economy_rate", "rate"),
    ("电商产业园日均发货3.5万单。", 35000, "发货", "sales", "rate"),
    ("公司与120多户农户签订订单。", 120, "农户", "households", "cumulative"),
    ("全县蔬菜种植面积12万亩，年产量30万吨。", 300000, "年产量", "production", "rate"),
    ("夏粮亩产达382公斤，比去年增加15公斤。", 382, "夏粮亩产", "other", "none"),
    ("为困难群众发放临时救助金68万元。", 680000, "临时救助金", "economy_value", "cumulative"),
    ("累计清运垃圾1.3万吨、消杀面积560万平方米。", 5600000, "消杀面积", "distance_area", "cumulative"),
    ("帮扶干部一年走访贫困户200余户。", 200, "贫困户", "households", "cumulative"),
    ("300余名消防救援人员连夜排险，救出被困群众47人。", 47, "被困群众", "population", "cumulative"),
    ("全线共设车站21座，最高时速120公里。", 21, "车站", "facilities", "cumulative"),
    ("今年高考报名人数1.9万人，比去年增加800人。", 19000, "报名人数", "population", "current"),
    ("今年高考报名人数1.9万人，比去年增加800人。", 800, "报名人数", "population", "incremental"),
    ("2名干部因工作不力被通报。", 2, "干部", "staff", "none"),
    ("民生实事完成率达92%。", 92, "民生实事完成率", "other", "rate"),
    ("车间新添3条包装生产线。", 3, "包装生产线", "facilities", "incremental"),
    ("社区安装电子门禁320个。", 320, "电子门禁", "facilities", "cumulative"),
    ("县里调拨编织袋2万条、救生衣150件。", 150, "救生衣", "supplies", "cumulative"),
    ("月销售额在3.5亿元左右。", 350000000, "销售额", "sales", "cumulative"),
    ("日产量在6吨以上。", 6, "日产量", "production", "rate"),
    ("登记失业率控制在4%以内。", 4, "失业率", "economy_rate", "rate"),
    ("高峰期单日最高完成检测1.2万份。", 12000, "检测", "tests", "rate"),
    ("至此，该县2例确诊病例全部治愈出院。", 2, "确诊病例", "cases_cured", "cumulative"),
    ("机关党员组成40个服务队下沉社区。", 40, "服务队", "teams", "cumulative"),
    ("商会捐赠3.2万元慰问物资。", 32000, "慰问物资", "donations", "cumulative"),
    ("商会捐赠3.2万元。", 32000, "捐款", "donations", "cumulative"),
    ("爱心捐款名单：周某600元，郑某200元，合计800元。", 600, "捐款", "donations", "cumulative"),
    ("爱心捐款名单：周某600元，郑某200元，合计800元。", 200, "捐款", "donations", "cumulative"),
    ("收到捐款90万元，购买设备支出50万元。", 500000, "设备支出", "economy_value", "cumulative"),
    ("出入证已发放2.3万张。", 23000, None, "other", "cumulative"),
    ("临时通行证已发放2.3万张。", 23000, "临时通行证", "other", "cumulative"),
    ("雨衣共调拨800套。", 800, "雨衣", "supplies", "cumulative"),
    ("社区已慰问300个。", 300, None, "other", "cumulative"),
    ("新签约亿元以上项目9个，5亿元以上3个。", 9, "项目", "projects", "cumulative"),
    ("新签约亿元以上项目9个，5亿元以上3个。", 3, "项目", "projects", "current"),
    ("新签约亿元以上项目9个，5亿元以上3个。", 500000000, None, "economy_value", "none"),
    ("全县有100亩以上大户26户。", 26, "大户", "households", "cumulative"),
    ("公司投入抢修人员210人、发电车5台。", 210, "抢修人员", "staff", "cumulative"),
    ("公司投入抢修人员210人、发电车5台。", 5, "发电车", "supplies", "cumulative"),
    ("培训人员210人。", 210, "人员", "staff", "cumulative"),
    ("恢复9条10千伏线路供电。", 9, "10千伏线路供电", "other", "cumulative"),
    ("大队全年接警960起，查处酒驾45起。", 960, "接警", "other", "cumulative"),
    ("大队全年接警960起，查处酒驾45起。", 45, "酒驾", "other", "cumulative"),
    ("检察机关批准逮捕31人，提起公诉64人。", 64, "提起公诉人数", "population", "cumulative"),
    ("路段平均车速每小时18公里。", 18, "车速", "distance_area", "none"),
    ("新房均价每平方米9200元。", 9200, "新房均价", "economy_value", "rate"),
    ("车祸造成2人死亡、4人受伤。", 2, "死亡", "population", "cumulative"),
    ("车祸造成2人死亡、4人受伤。", 4, "受伤", "population", "cumulative"),
    ("全市累计确诊病例9例，2人死亡。", 2, "死亡", "cases_deaths", "cumulative"),
    ("全年出生人口980人，死亡人口1210人。", 1210, "死亡人口", "population", "cumulative"),
    ("存款余额630亿元，比年初增加41亿元。", 4100000000, "存款余额", "economy_value", "incremental"),
    ("城区新增车位700个，充电桩90个。", 90, "充电桩", "facilities", "incremental"),
    ("各乡镇设立卡口40处，值守人员200人。", 200, "值守人员", "staff", "current"),
    ("每次往返要花50分钟。", 50, "往返要花", "duration", "none"),
    ("案件平均审理天数缩短至41天。", 41, "审理天数", "duration", "none"),
    ("他平均每天工作10小时。", 10, "工作", "duration", "rate"),
    ("救援队配备卫星电话6部。", 6, "卫星电话", "supplies", "none"),
    ("短视频播放量突破700万。", 7000000, "短视频播放量", "media_reach", "cumulative"),
    ("粮食总产量连续6年稳定在20亿斤以上。", 2000000000, "粮食总产量", "production", "cumulative"),
    ("体检发现高血压患者260人。", 260, "高血压患者", "other", "none"),
    ("改造方案同意率81%。", 81, "方案同意率", "other", "rate"),
    ("手术量年均增长14%。", 14, "手术量增长", "other", "rate"),
    ("小区290户业主签字。", 290, "业主", "households", "cumulative"),
    ("发放补贴960人次。", 960, "补贴", "other", "cumulative"),
    ("作坊做成了年产值过亿元的企业。", 100000000, "产值", "economy_value", "cumulative"),
    ("学校420人返校。", 420, "学校", "population", "current"),
    ("9个保供点全天营业。", 9, "保供点", "facilities", "current"),
    ("短短2小时就有150人报名。", 2, None, "duration", "none"),
    ("全村没有新增一例感染者。", 0, "感染者", "positives", "incremental"),
    ("商家送来价值40万元的物资。", 400000, "物资", "donations", "cumulative"),
    ("党员突击队18人、志愿服务队26人报到。", 18, "党员突击队", "party_members", "cumulative"),
    ("党员突击队18人、志愿服务队26人报到。", 26, "志愿服务队", "volunteers", "cumulative"),
    ("日均接诊量从40人次增加到150人次。", 150, "接诊量", "other", "rate"),
    ("司机凭48小时核酸检测证明通行。", 48, "核酸检测证明", "duration", "none"),
    ("火场救出2名被困人员。", 2, "被困人员", "population", "cumulative"),
    ("港区新建3个千吨级泊位。", 3, "千吨级泊位", "facilities", "cumulative"),
    ("疾控中心现有5台扩增仪。", 5, "扩增仪", "facilities", "current"),
    ("医院核酸检测能力达到6000份。", 6000, "医院核酸检测能力", "tests", "rate"),
    ("三轮筛查检出阳性标本5管。", 5, "阳性标本", "positives", "incremental"),
    ("他带着30人护理团队进了病区。", 30, "护理团队", "staff", "current"),
    ("粮库储备面粉900吨、豆油70吨。", 70, "豆油", "supplies", "current"),
    ("向园区派驻安全员46名。", 46, "安全员", "staff", "cumulative"),
    ("县里输送农民工8.2万人。", 82000, "农民工", "staff", "cumulative"),
    ("第一批65名护士驰援吉林。", 65, "护士", "staff", "cumulative"),
    ("合作社送来鸡蛋600箱。", 600, "鸡蛋", "donations", "cumulative"),
    ("年底数字企业将超过900家。", 900, "数字企业", "enterprises", "target"),
    ("每日游客控制在4000人。", 4000, "游客", "population", "target"),
    ("商会捐赠大米5吨、雨衣300件，总价值7.6万元。", 76000, "价值", "donations", "cumulative"),
    ("商会捐赠防汛物资，物资价值合计8.4万元。", 84000, "物资", "donations", "cumulative"),
    ("商会捐赠雨衣、手电等，价值约4万元。", 40000, "价值", "donations", "cumulative"),
    ("商会捐赠雨衣300件，公司市值30亿元。", 3e9, "公司市值", "economy_value", "cumulative"),
    ("商会向医院捐赠救护车4辆（每辆价值20万元），总价值80万元。", 800000, "价值", "donations", "cumulative"),
    ("瓷器厂拿出70万元用于防疫。", 700000, "捐款", "donations", "cumulative"),
    ("何大爷从银行取出3万元，说要捐给灾区。", 30000, "捐款", "donations", "cumulative"),
    ("瓷器厂拿出70万元用于研发。", 700000, None, "economy_value", "cumulative"),
    ("市财政拿出700万元用于疫情防控。", 7000000, None, "economy_value", "cumulative"),
    ("厂里采购口罩5万只，价值7.6万元。", 76000, None, "economy_value", "cumulative"),
    ("县里接收捐款捐物240万元，其中资金90万元，雨衣3000件。", 900000, "资金", "donations", "cumulative"),
    ("县里接收捐款捐物240万元，其中资金90万元，雨衣3000件。", 3000, "雨衣", "donations", "cumulative"),
    ("32名重症患者无一死亡。", 32, "重症患者", "cases_confirmed", "cumulative"),
    ("12名患者死亡。", 12, "患者", "cases_deaths", "cumulative"),
    ("公司改建2条口罩生产线。", 2, "口罩生产线", "facilities", "cumulative"),
    ("信用社发放贷款86笔、3.2亿元。", 320000000, "贷款", "economy_value", "cumulative"),
    ("68个千万元以上重点项目全部开工。", 68, "重点项目", "projects", "current"),
    ("千万元以上项目新开工68个，其中投资过5亿元的7个。", 68, "项目", "projects", "cumulative"),
    ("千万元以上项目新开工68个，其中投资过5亿元的7个。", 7, "项目", "projects", "cumulative"),
    ("护士65名分3批返回。", 3, "护士", "ordinal_round", "none"),
    ("市里召开第12场新冠肺炎疫情防控新闻发布会。", 12, "新冠肺炎疫情防控新闻发布会", "ordinal_round", "none"),
    ("客运量降三成。", 30, "客运量降", "economy_rate", "rate"),
    ("年底数字企业将超过900家，带动就业5万人。", 50000, "就业", "population", "target"),
    ("年底数字企业将超过900家，目前已有员工5万人。", 50000, "员工", "staff", "cumulative"),
    ("巡查6个县。", 6, "县", "other", "cumulative"),
    ("在38个高速口、道口设卡。", 38, "高速口", "facilities", "current"),
    ("万安县招募志愿者600人。", 600, "志愿者", "volunteers", "cumulative"),
    ("贷款利率下调0.4个百分点。", 0.4, "贷款利率下调", "economy_rate", "rate"),
    ("产值5亿元，比去年同期翻了一番。", 1, "产值", "economy_rate", "rate"),
    ("入园人数不得超过最大承载量的60%。", 60, "最大承载量", "other", "rate"),
]


@pytest.mark.parametrize("text, value, item, measure, aspect", PRINTED)
def test_what_a_number_in_the_paper_counts(text, value, item, measure, aspect):
    assert [(c.item, c.measure, c.aspect) for c in counts(text) if c.value == value][:1] == [(item, measure, aspect)]


@pytest.mark.parametrize(
    "text, items",
    [
        ("A区、B区、C区分别新增3例、4例和5例确诊病例。", ["确诊病例"] * 3),
        ("检查了3个、4个和5个小区。", ["小区"] * 3),
        ("主营业务收入、研发投入同比分别增长25.4%、26.8%。", ["主营业务收入同比增长", "研发投入同比增长"]),
        ("累计确诊病例中，岳阳市3例、益阳市5例。", ["确诊病例", "确诊病例"]),
        ("尚有94人正在接受医学观察。", ["医学观察"]),
        ("岳阳市34例（4例已治愈），益阳市28例。", [None, "治愈", None]),
        ("备用供应商从1家增加到3家。", ["供应商", "供应商"]),
        ("油菜面积38万亩，比上年增加4万亩。", ["油菜面积", "油菜面积"]),
        ("组织了8支队伍共525人。", ["队伍", "队伍"]),
        ("疏散居民162户、431人。", ["居民", "居民"]),
        ("首批援助物资共计18吨。", ["援助物资", "援助物资"]),
        ("编成312支“连心小队”。", ["连心小队"]),
        ("合作社只有43个壮劳力。", ["壮劳力"]),
        ("3名社区干部来了。", ["社区干部"]),
        ("增速居全省第6位。", ["增速"]),
        ("产值增长12%，比一季度加快3个百分点。", ["产值增长", "产值增速比一季度加快"]),
        ("工业增加值增长7%，高于全省平均水平2个百分点。", ["工业增加值增长", "工业增加值增速高于全省平均水平"]),
        ("全家6人都来了。", ["家庭成员"]),
        ("车程由45分钟缩短为8分钟。", ["车程", "车程"]),
        ("密接判定时间由7小时压缩至2小时。", ["密接判定时间"] * 2),
        ("他骑行110公里。", ["骑行"]),
        ("特殊需求办结率达到99.3%。", ["办结率"]),
        ("县里组建35支流动接种小分队。", ["流动接种小分队"]),
        ("接待游客8万人次，门票收入300万元，同比分别增长12%、9%。", ["游客", "门票收入", "游客同比增长", "门票收入同比增长"]),
        ("产量和销量分别为8万辆、7万辆，同比分别增长6%、5%。", ["产量", "销量", "产量同比增长", "销量同比增长"]),
        ("教育支出70亿元，增长6.4%，占19%。", ["教育支出", "教育支出增长", "教育支出"]),
        ("播种面积30万亩，同比增加2万亩。", ["播种面积", "播种面积"]),
        ("油茶种植面积由2015年的2万亩发展到7.5万亩。", ["油茶种植面积", "油茶种植面积"]),
        ("社员从16户发展到90户。", ["社员", "社员"]),
        ("其中火灾6起、社会救助13起。", ["火灾", "社会救助"]),
        ("新收案件6件、审结5件。", ["案件", "案件"]),
        ("代表建议86件、委员提案72件。", ["代表建议", "委员提案"]),
        ("现将捐赠者公布如下：\n永兴公司 20万元\n周某 500元、雨衣20件\n\n修路投资80万元。", ["捐款", "捐款", "雨衣", "修路投资"]),
        ("货款8万元和违约金3万元。", ["货款", "违约金"]),
        ("判处王某有期徒刑两年三个月。", ["有期徒刑刑期"]),
        ("确诊病例4人与无症状感染者6人均收治在定点医院。", ["确诊病例", "无症状感染者"]),
    ],
)
def test_items_that_stand_apart_from_their_number(text, items):
    assert [c.item for c in counts(text)] == items


@pytest.mark.parametrize(
    "text, item",
    [
        ("医生连续奋战16天。", "连续奋战"),
        ("仅用9天时间建成了医院。", "建成了医院用时"),
        ("前后只用了10天。", "用时"),
        ("时隔两年，病毒又来了。", "间隔"),
        ("全市已连续70天无新增病例。", "无新增病例"),
        ("这是进驻企业的50多个日夜。", "进驻企业"),
        ("住院时间缩短2天以上。", "住院时间缩短"),
        ("他们连续54天坚守在卡口。", "坚守"),
        ("专家24小时监护。", "监护"),
        ("48小时内开发推出“就业通”小程序。", "开发推出“就业通”小程序"),
        ("他一住就是20天。", "一住"),
        ("平均睡眠时间9小时。", "睡眠时间"),
        ("要确保3小时出结果。", "出结果"),
        ("专班6小时内查清5条传播链。", "查清"),
        ("村医须2小时内报告。", "报告"),
        ("路口设立24小时查验点3个。", "查验点"),
    ],
)
def test_the_deed_that_a_length_of_time_measures(text, item):
    assert [c.item for c in counts(text) if c.measure == "duration"] == [item]


@pytest.mark.parametrize(
    "text, aspect",
    [
        ("全市127家企业全面复工。", "cumulative"),
        ("全市127家企业的员工下沉。", "current"),
        ("农业企业127家复工率95%。", "current"),
        ("全县共有采样点88个。", "current"),
        ("全县共有65个宝宝降生。", "cumulative"),
        ("湖南省共有确诊病例88例。", "cumulative"),
        ("湖南省发现确诊病例3例。", "incremental"),
        ("病例增至23例。", "cumulative"),
        ("覆盖全省14个市州。", "current"),
        ("出台18条措施。", "none"),
        ("每公斤6.4元。", "rate"),
        ("预计年产值65亿元。", "target"),
        ("计划日产口罩5万只。", "target"),
        ("解除医学观察491人。", "cumulative"),
        ("20人组成的专家组出发了。", "none"),
        ("站里制作推出《春耕》《防虫》等原创农业技术推广短视频9个。", "cumulative"),
        ("洪峰流量由每秒900立方米增至1200立方米。", "rate"),
    ],
)
def test_aspect_by_deed_noun_and_word(text, aspect):
    assert [c.aspect for c in counts(text)][:1] == [aspect]


@pytest.mark.parametrize(
    "text, value, item",
    [
        ("全市刑事拘留21人，约谈46人。", 46, "约谈"),
        ("当天又劝返38人。", 38, "劝返"),
        ("各乡镇立案处罚14家、责令整改52家。", 14, "立案处罚"),
        ("全年受理行政案件310件。审结295件，比上年上升4.2%。", 295, "行政案件"),
        ("窗口共收到群众投诉118件，办结106件。", 106, "群众投诉"),
        ("暴雨造成1.9万人受灾，3200人紧急转移安置。", 19000, "受灾"),
        ("暴雨造成1.9万人受灾，3200人紧急转移安置。", 3200, "紧急转移安置"),
        ("已有76人参与夜间值守。", 76, "参与夜间值守"),
        ("社区把两人纳入帮扶对象。", 2, None),
        ("游客人数继续增多，共4100人。", 4100, "游客人数"),
        ("全县常住人口与上次普查的38万人相比，减少9000人，下降2.4%。", 380000, "常住人口"),
        ("全县常住人口与上次普查的38万人相比，减少9000人，下降2.4%。", 2.4, "常住人口下降"),
        ("全镇完成早稻移栽1.4万亩。", 14000, "早稻移栽"),
        ("该院为村民免费接诊260多人次。", 260, "免费接诊"),
        ("考察团一行15人到访。", 15, "考察团"),
        ("全县常住人口[2]为41.6万人。", 416000, "常住人口"),
        ("全省12个4A级景区恢复开放。", 12, "4A级景区"),
        ("病人转到6个集中隔离点。", 6, "集中隔离点"),
        ("他买来2000个一次性医用口罩。", 2000, "一次性医用口罩"),
        ("近来有9家企业集中开工。", 9, "企业"),
        ("专班分赴8个省份23个地市。", 23, "地市"),
    ],
)
def test_item_of_a_deed_or_a_clause_before(text, value, item):
    assert [c.item for c in counts(text) if c.value == value] == [item]


@pytest.mark.parametrize(
    "text, value, item",
    [
        ("一审法院收案630件，占全市收案总数的71%。", 71, "一审法院收案"),
        ("救援次数与去年同期相比增加了8.5%。", 8.5, "救援次数增加"),
        ("门票收入较疫情前的同期相比仍下降12%。", 12, "门票收入下降"),
        ("这批订单，与去年同期相比，增长16%。", 16, "订单增长"),
        ("古镇接待游客2.3万人次，同比皆增长21%。", 21, "游客同比增长"),
        ("同比增长9%。", 9, None),
    ],
)
def test_item_of_a_share_is_its_subject(text, value, item):
    assert [c.item for c in counts(text) if c.value == value] == [item]


@pytest.mark.parametrize(
    "text, value, item",
    [
        ("居住在乡村的人口为20万人。", 200000, "居住在乡村的人口"),
        ("建设高标准的农田3万亩。", 30000, "农田"),
        ("全省尚有未结案件96件。", 96, "未结案件"),
        ("三大队12辆消防车60名官兵赶到。", 12, "消防车"),
        ("医生们开展了为期5天的巡诊活动。", 5, "巡诊活动"),
        ("这是近2个月内的最高值。", 2, None),
        ("全市新增确诊病例30例，其中4例来自邻省。", 4, "确诊病例"),
        ("省里有18人获评劳动模范称号。", 18, "获评劳动模范称号"),
        ("城镇人口比重上升3.1个百分点。", 3.1, "城镇人口比重上升"),
        ("服务业占生产总值的比重提高1.7个百分点。", 1.7, "服务业占生产总值的比重提高"),
        (f"{CRIMES}同比分别下降9%、8%、7%、6%、5%、4%。", 9, "盗窃犯罪同比下降"),
        (f"{CRIMES}同比分别下降9%、8%、7%、6%、5%、4%。", 4, "破坏金融管理秩序犯罪同比下降"),
    ],
)  # fmt: skip
def test_item_with_what_narrows_it(text, value, item):
    assert [c.item for c in counts(text) if c.value == value] == [item]


def test_a_verb_that_ends_like_a_hedge_hedges_nothing():
    assert [c.modifier for c in counts("大会签约12个项目，节约30万元。")] == ["exact", "exact"]


@pytest.mark.parametrize(
    "text, value, item",
    [
        ("全市抽检食品260批次，不合格7批次。", 7, "不合格"),
        ("全市优良天数比例为86.4%。", 86.4, "优良天数比例"),
        ("其中技改投资31亿元（占总投资的28%）。", 28, "技改投资"),
        ("工业增加值增长6.2%，比全国和全省分别高0.4、0.9个百分点。", 0.9, "工业增加值增速比全国和全省分别高"),
        ("作物受灾面积3000公顷，其中绝收260公顷。", 260, "绝收"),
        ("献血者捐血128个单位，共计25600毫升。", 25600, "单位"),
        ("全市查处醉酒驾驶14起。", 14, "醉酒驾驶"),
        ("全省打通9条运输通道。", 9, "运输通道"),
        ("全国120个地级及以上城市参评。", 120, "地级及以上城市"),
        ("专任教师205人（其中小学88人）。", 88, "小学"),
        ("连日来发生3次持续强降雨。", 3, "持续强降雨"),
    ],
)
def test_item_is_whole(text, value, item):
    assert [c.item for c in counts(text) if c.value == value] == [item]


@pytest.mark.parametrize(
    "text, value, item",
    [
        ("大厅设有办事窗口36个。", 36, "办事窗口"),
        ("小巷里有3万人的烟火气。", 30000, None),
        ("60人的医疗队出发了。", 60, "医疗队"),
        ("审批环节压减至3个。", 3, "环节"),
        ("三人决定先搭好绳桥再过河。", 3, None),
        ("昨天举行了2场中外记者招待会。", 2, "中外记者招待会"),
    ],
)
def test_item_is_none_of_what_stands_beside_it_by_chance(text, value, item):
    assert [c.item for c in counts(text) if c.value == value] == [item]


@pytest.mark.parametrize(
    "text, value, item",
    [
        ("全省报告手足口病1200例。", 1200, "手足口病"),
        ("本周报告流行性感冒860例。", 860, "流行性感冒"),
        ("上月报告麻疹7例、百日咳45例。", 7, "麻疹"),
        ("其中细菌性和阿米巴性痢疾报告31例。", 31, "细菌性和阿米巴性痢疾"),
        ("病房里有4名水痘患儿。", 4, "水痘患儿"),
        ("当天接种流感疫苗900人。", 900, "流感疫苗"),
    ],
)
def test_a_disease_that_is_counted_keeps_its_name(text, value, item):
    assert [c.item for c in counts(text) if c.value == value] == [item]


@pytest.mark.parametrize(
    "text, value, item",
    [
        ("海警缴获违禁渔获物3000余公斤。", 3000, "违禁渔获物"),
        ("当日清理建筑物23处。", 23, "建筑物"),
        ("湖边停着几十条船。", 10, "船"),
        ("渔民有3条船出海。", 3, "船"),
    ],
)
def test_a_noun_that_ends_in_one_character_is_whole(text, value, item):
    assert [c.item for c in counts(text) if c.value == value] == [item]


@pytest.mark.parametrize(
    "text, value, item",
    [
        ("3名法警精神抖擞走进大厅。", 3, "法警"),
        ("8位歌手声情并茂演唱。", 8, "歌手"),
        ("30余人早早等候在车站。", 30, None),
        ("今天40台车出厂。", 40, "车"),
        ("60列动车组列车重联运行。", 60, "动车组列车"),
        ("他对非法获利5000元的事实供认不讳。", 5000, "获利"),
        ("起诉书指控其受贿38万元的犯罪事实。", 380000, "受贿"),
        ("骗取贷款20万元的行为已构成犯罪。", 200000, "贷款"),
        ("公司确保完成全年60亿元的目标。", 6000000000, "目标"),
        ("价值3万元的物资已送达。", 30000, "物资"),
    ],
)
def test_a_predicate_is_no_part_of_what_is_counted(text, value, item):
    assert [c.item for c in counts(text) if c.value == value] == [item]


@pytest.mark.parametrize(
    "text, value, measure",
    [
        ("海关连续查获九批走私香烟。", 9, "other"),
        ("口岸截获有害生物12批。", 12, "other"),
        ("先后发放7批口罩。", 7, "supplies"),
        ("全省派出3批医疗队员。", 3, "ordinal_round"),
        ("护士65名分4批返回。", 4, "ordinal_round"),
        ("查处案件后分两批移送。", 2, "ordinal_round"),
        ("第三批援助物资到达。", 3, "ordinal_round"),
        ("熬制中药5万剂。", 50000, "supplies"),
    ],
)
def test_lots_of_goods_are_no_rounds(text, value, measure):
    assert [c.measure for c in counts(text) if c.value == value] == [measure]


def test_the_weight_of_lots_is_of_the_same_goods():
    assert [(c.item, c.aspect) for c in counts("海关查获走私香烟6批、35千克。")] == [("走私香烟", "cumulative")] * 2


@pytest.mark.parametrize(
    "text, items, measure",
    [
        ("麻疹呈报个案数字，已从2016年高峰的85宗下跌至2022年的31宗。", ["个案"] * 2, "cases_confirmed"),
        ("防护中心去年接获42宗感染疟原虫的新增个案，较前年的55宗有所下降。", ["新增个案"] * 2, "cases_confirmed"),
        ("登革热个案数目由上月的12宗升至本月的23宗。", ["登革热个案数目"] * 2, "cases_confirmed"),
        ("警方侦破诈骗案12宗，较上年的15宗下降。", ["诈骗案"] * 2, "other"),
        ("罪案数字由前年的620宗升至去年的810宗。", ["罪案数字"] * 2, "other"),
    ],
)
def test_cases_of_a_disease_are_counted_in_reports(text, items, measure):
    assert [(c.item, c.measure) for c in counts(text) if c.unit == "宗"] == [(item, measure) for item in items]


@pytest.mark.parametrize(
    "text, unit, item",
    [
        ("全县6.3万头只牲畜转入夏牧场。", "头只", "牲畜"),
        ("转移牲畜2400头只。", "头只", "牲畜"),
        ("他家的牛有12头只剩下6头。", "头", "牛"),
    ],
)
def test_herds_are_counted_by_head_of_either_kind(text, unit, item):
    assert next((c.unit, c.item) for c in counts(text)) == (unit, item)
