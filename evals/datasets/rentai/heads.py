"""Column heads of the logs: Chinese and English, in two lines where a group spans columns."""

# One text per sheet: groups are parted by ';', a group's columns stand behind '>' and by ','.
ORDERS = (
    "工单号 SO No.;客户 Customer>名称 Name,区域 Zone,城市 City,科室 Dept.;"
    "仪器 Instrument>品牌 Brand,型号 Model,序列号 S/N,故障 Fault;"
    "受理 Intake>处理方式 Mode,报修时间 Call Time,接报 Desk;"
    "现场 On-site>客户约定 Appointed,到场时间 Arrival,工程师 FSE;"
    "费用 Charges ¥>保内外 Warranty,报价 Quoted,实收 Charged;"
    "完结 Closing>完工日 Closed,客户签字 Signed;备注 Remark"
)
INSTALLS = (
    "装机号 Inst. No.;客户 Customer>名称 Name,城市 City;"
    "仪器 Instrument>品牌 Brand,型号 Model,类别 Class;"
    "日期 Dates>到货日 Arrived,场地具备日 Site-ready,装机验收日 Accepted;"
    "交接 Handover>操作培训 Training,中文手册签收 Manual;工程师 FSE;备注 Remark"
)
DELIVERIES = (
    "发货单 DN No.;收货方 Consignee>名称 Name,城市 City,省区 Prov.;"
    "货物 Goods>品牌 Brand,型号 Model;"
    "日期 Dates>发货日 Shipped,客户改期 Rescheduled,签收日 POD;签收科室 Received by;备注 Remark"
)
DEVICES = (
    "PM号 PM No.;客户 Customer>名称 Name,城市 City;"
    "仪器 Instrument>品牌 Brand,型号 Model,序列号 S/N;"
    "合同 Contract>合同号 No.,起始 Start;"
    "PM完成日 PM Done>第一季度 Q1,第二季度 Q2;工程师 FSE;备注 Remark"
)
CALIBRATIONS = (
    "校准号 Cal. No.;客户 Customer>名称 Name,城市 City;"
    "项目 Item>被校器具 UUT,单位 Unit,类别 Type,数量 Qty;"
    "日期 Dates>收样日 Received,出证日 Issued;"
    "签名 Signatures>校准员 Cal. by,核验员 Checked by;备注 Remark"
)
LOANS = (
    "借用号 Loan No.;客户 Customer>名称 Name,城市 City;备机 Loaner>型号 Model,编号 Asset No.;"
    "日期 Dates>客户申请日 Requested,客户另定 Deferred to,借出日 Lent,归还日 Returned;"
    "借用签字 Signed;备注 Remark"
)
CALLS = (
    "回访号 Call No.", "工单号 SO No.", "客户 Customer", "城市 City", "完工日 Closed",
    "回访日 Called", "回访人 Caller", "评分 Score", "备注 Remark",
)  # fmt: skip
# Sheets that are written by hand: source, title, note, head, columns that hold a day or a moment.
HAND = {
    "standards": (
        "标准器 Standards", "RT-QR-31 标准器一览　臧丽维护　没有写年份的是2026年",
        "编号 Std. No.;标准器 Standard;溯源单位 Traced to;"
        "日期 Dates>校准日 Calibrated,有效期至 Valid until;状态 Status", (4,),
    ),
    "disposal": (
        "报废移交 Disposal", "RT-QR-36 废旧件移交登记　每季度移交一次",
        "移交号 No.;品名 Item;数量 Qty;移交日 Date;接收单位 Receiver;联单/回执 Manifest", (3,),
    ),
    "complaints": (
        "投诉 Complaints", "RT-QR-22 投诉登记　卞月　未写年份的为2026年",
        "投诉号 No.;客户 Customer;渠道 Channel;事由 Subject;"
        "时间 Time>受理 Received,首次联系 First contact,办结日 Closed;"
        "客户意见 Feedback;档案盒 File",
        (4, 5, 6),
    ),
    "reviews": (
        "网点评审 Outlet Review", "RT-QR-05 网点季度评审",
        "评审号 No.;网点 Outlet;性质 Type;季度 Quarter;评审日 Date;得分 Score", (4,),
    ),
    "training": (
        "培训 Training", "RT-QR-09 培训登记",
        "编号 No.;日期 Date;类别 Category;内容 Content;讲师 Trainer;人数 Attend.;考核 Result", (1,),
    ),
    "stock": (
        "备件库存 Stock", "2026-07-31盘点　钮大庆　在途不计",
        "件号 P/N;名称 Part;数量 Quantity>最低库存 Min.,7月末实存 On hand", (),
    ),
    "registrations": (
        "注册证 Registration", "RT-QR-14 在售型号注册（备案）一览　核对日 2026-08-03",
        "序号 No.;品牌 Brand;型号 Model;注册/备案号 Reg. No.;有效期至 Valid until", (),
    ),
    "kpi": (
        "目标统计 KPI", "服务目标月度统计　单位：%",
        "序号 No.;月份 Month;指标 KPI;数值 Value>目标 Target,实绩 Actual;改进措施提交日 CAPA date",
        (5,),
    ),
    "auth": (
        "原厂授权 Authorization", "工程师原厂授权证书一览　人事与客户服务中心共用，2026-08-10更新",
        "授权号 No.;工程师 FSE;驻地 Base;品牌 Brand;证书号 Cert. No.;有效期至 Valid until", (5,),
    ),
}  # fmt: skip
